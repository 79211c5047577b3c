package dev.strongroom.condition;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;

/// One value of an attribute, or one written into a condition.
public sealed interface Value {
  default Type type() {
    return switch (this) {
      case Text _ -> Type.TEXT;
      case Whole _ -> Type.NUMBER;
      case Moment _ -> Type.DATE;
      case Flag _ -> Type.FLAG;
      case Id _ -> Type.GUID;
    };
  }

  /// Compared by case unless the operator says otherwise.
  record Text(String text) implements Value {
    @Override
    public String toString() {
      return "'" + text + "'";
    }
  }

  /// A whole number; the language has no others.
  record Whole(BigInteger number) implements Value {
    @Override
    public String toString() {
      return number.toString();
    }
  }

  record Moment(Instant instant) implements Value {
    @Override
    public String toString() {
      return "'" + instant + "'";
    }
  }

  record Flag(boolean flag) implements Value {
    @Override
    public String toString() {
      return Boolean.toString(flag);
    }
  }

  record Id(UUID id) implements Value {
    @Override
    public String toString() {
      return id.toString();
    }
  }
}
