package dev.strongroom.access;

import dev.strongroom.condition.Condition;
import dev.strongroom.condition.Facts;
import dev.strongroom.condition.Reading;
import dev.strongroom.condition.Truth;
import dev.strongroom.condition.Vocabulary;
import dev.strongroom.kernel.Problem;

/// A condition of a role, an assignment or a deny assignment, as it was written and as it was
/// understood. Its `conditionVersion` is always 2.0: there is no other.
public record RoleCondition(String text, Condition meaning) {
  public static final String VERSION = "2.0";

  /// Refuses what is not a condition, and says where.
  public static RoleCondition parse(String text) {
    return switch (Reading.of(text, Attributes.KNOWN)) {
      case Reading.Understood(Condition meaning) -> new RoleCondition(text, meaning);
      case Reading.Wrong wrong ->
          throw new Problem.Invalid(
                  "InvalidCondition",
                  "The given role assignment condition is invalid. At " + wrong + ".")
              .asException();
    };
  }

  /// A condition that was checked before, by us or by Azure: it may ask for attributes that no
  /// request here has. One that cannot be read holds for nothing, and nothing escapes it.
  public static RoleCondition kept(String text) {
    return switch (Reading.of(text, Vocabulary.OPEN)) {
      case Reading.Understood(Condition meaning) -> new RoleCondition(text, meaning);
      case Reading.Wrong _ -> new RoleCondition(text, Condition.UNREADABLE);
    };
  }

  boolean grants(Facts facts) {
    return meaning.judge(facts) == Truth.TRUE;
  }

  /// Whether a denial under this condition lets a request be.
  boolean spares(Facts facts) {
    return meaning.judge(facts) == Truth.FALSE;
  }
}
