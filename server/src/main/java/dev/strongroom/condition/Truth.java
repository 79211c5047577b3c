package dev.strongroom.condition;

/// What a condition says of a request. `UNKNOWN` stands where the request lacks what a comparison
/// asks for; it spreads as in Kleene's logic, so it only disappears where it cannot matter. A grant
/// needs `TRUE` and a denial is only lifted by `FALSE`: not knowing never gives access.
public enum Truth {
  TRUE,
  FALSE,
  UNKNOWN;

  public static Truth of(boolean known) {
    return known ? TRUE : FALSE;
  }

  Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE ? other : UNKNOWN;
  }

  Truth or(Truth other) {
    return not().and(other.not()).not();
  }

  Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
