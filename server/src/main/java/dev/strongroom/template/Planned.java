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

  Optional<Value> member(String name) {
    return source.member(name);
  }

  @Override
  public String toString() {
    return path;
  }
}
