package dev.strongroom.scim;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;

/// Refusals with the `scimType` words of RFC 7644, 3.12.
final class ScimProblems {
  private ScimProblems() {}

  static Refused filter(String message) {
    return of("invalidFilter", message);
  }

  static Refused path(String message) {
    return of("invalidPath", message);
  }

  static Refused value(String message) {
    return of("invalidValue", message);
  }

  static Refused syntax(String message) {
    return of("invalidSyntax", message);
  }

  static Refused noTarget(String message) {
    return of("noTarget", message);
  }

  private static Refused of(String type, String message) {
    return new Problem.Invalid(type, message).asException();
  }
}
