package dev.strongroom.elevation;

/// Having a role, or being allowed to take it.
public enum Level {
  ELIGIBILITY("Eligibility"),
  ASSIGNMENT("Assignment");

  private final String wire;

  Level(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /// The beginning of its collections: `roleEligibility` of `roleEligibilitySchedules`.
  public String prefix() {
    return "role" + wire;
  }
}
