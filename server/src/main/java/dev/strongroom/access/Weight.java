package dev.strongroom.access;

/// What something that could grant an action comes to.
enum Weight {
  GRANTS("grants it"),
  LACKS_ACTION("does not hold the action"),
  NOT_IN_FORCE("is not in force now"),
  UNDER_ROLE_CONDITION("would grant it, but the role's own condition is not met"),
  UNDER_CONDITION("would grant it, but for its condition");

  private final String words;

  Weight(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
