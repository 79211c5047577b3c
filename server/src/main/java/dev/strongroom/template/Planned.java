package dev.strongroom.template;

import java.util.Optional;

/// A resource that a deployment is to make, its name known and its properties not yet.
///
/// @param symbol its symbolic name; empty without languageVersion 2.0
/// @param loop the loop that it came from; empty for none
/// @param path the path of the resource in ARM
/// @param wanted false where its condition does not hold
/// @param existing true where it is only looked at
public record Planned(
    String symbol,
    String loop,
    String path,
    String type,
    String name,
    String apiVersion,
    boolean wanted,
    boolean existing,
    Value source,
    Frame frame) {
  private static final String NESTED = "Microsoft.Resources/deployments";

  /// Whether the deployment makes it.
  public boolean made() {
    return wanted && !existing;
  }

  boolean nested() {
    return type.equalsIgnoreCase(NESTED);
  }

  /// Whether a nested template is evaluated by itself, with its own parameters.
  boolean inner() {
    return source
        .member("properties")
        .flatMap(properties -> properties.member("expressionEvaluationOptions"))
        .flatMap(options -> options.text("scope", true))
        .filter(scope -> scope.equalsIgnoreCase("inner"))
        .isPresent();
  }

  boolean isBelow(Planned other) {
    return Value.lower(path).startsWith(Value.lower(other.path) + "/");
  }

  /// Whether `text`, of `dependsOn` or `reference`, means this: by path, with or without what lies
  /// before the type; by name; by symbol, or by the loop.
  boolean isMeant(String text) {
    String name = text.startsWith("/") ? text : "/" + text;
    return path.equalsIgnoreCase(name)
        || Paths.relative(path).equalsIgnoreCase(text)
        || this.name.equalsIgnoreCase(text)
        || (!loop.isEmpty() && loop.equalsIgnoreCase(text))
        || isSymbol(text);
  }

  private boolean isSymbol(String text) {
    return !symbol.isEmpty()
        && (symbol.equalsIgnoreCase(text)
            || Value.lower(symbol).startsWith(Value.lower(text) + "["));
  }

  Optional<Value> member(String name) {
    return source.member(name);
  }

  @Override
  public String toString() {
    return path;
  }
}
