package dev.strongroom.template;

import java.util.List;

/// A template, as it was sent: its outline is checked, nothing is evaluated.
public record Template(Value source) {
  private static final String USAGE = ". Please see https://aka.ms/arm-syntax for usage details";

  public Template {
    if (!(source instanceof Value.Obj)) {
      throw Flaw.invalid("The template is no JSON object" + USAGE);
    }
    for (String member : new String[] {"$schema", "contentVersion", "resources"}) {
      if (source.member(member).isEmpty()) {
        throw Flaw.invalid("Required property '" + member + "' not found in the template" + USAGE);
      }
    }
    Value resources = source.member("resources").orElse(Value.NULL);
    if (!(resources instanceof Value.Arr)
        && !(symbolic(source) && resources instanceof Value.Obj)) {
      throw Flaw.invalid(
          "The 'resources' of a template are an array, or with languageVersion 2.0 an object"
              + USAGE);
    }
  }

  /// Whether resources are an object whose names stand for them (languageVersion 2.0).
  boolean symbolic() {
    return symbolic(source);
  }

  public String contentVersion() {
    return source.text("contentVersion", true).orElse("");
  }

  /// The secrets that parameters refer to, each of which must be known before a plan can be made.
  /// Refuses what no parameter of this template can be given.
  public List<SecretReference> secrets(Value given) {
    return Parameters.references(source, given);
  }

  /// A number that tells templates apart.
  public String hash() {
    return hash(source);
  }

  /// The same of any document, whether it is a template or not.
  public static String hash(Value source) {
    return Names.number(ValueJson.text(source));
  }

  static void limit(int count, int max, String what) {
    if (count > max) {
      throw Flaw.invalid(
          "The number of template "
              + what
              + " limit exceeded. Limit: "
              + max
              + " and actual: "
              + count);
    }
  }

  private static boolean symbolic(Value source) {
    return source
        .text("languageVersion", true)
        .filter(version -> version.startsWith("2"))
        .isPresent();
  }
}
