package dev.strongroom.template;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;

/// What is wrong with a template, in Azure's words where they are known. Never holds the value of a
/// parameter.
final class Flaw {
  static final String CODE = "InvalidTemplate";

  private Flaw() {}

  /// Found before anything is evaluated.
  static Refused invalid(String what) {
    return new Problem.Invalid(CODE, "Deployment template validation failed: '" + what + "'.")
        .asException();
  }

  /// Found while evaluating.
  static Refused expression(String what) {
    return new Problem.Invalid(
            CODE, "Unable to process template language expressions in template: '" + what + "'.")
        .asException();
  }
}
