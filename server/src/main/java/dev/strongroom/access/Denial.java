package dev.strongroom.access;

/// A deny assignment made ready to judge.
///
/// @param path the assignment's, ready for records
record Denial(DenyAssignment assignment, PermissionSet permissions, String path) {
  static Denial of(DenyAssignment assignment) {
    return new Denial(
        assignment,
        new PermissionSet(assignment.content().permissions()),
        assignment.path().display());
  }

  boolean reachesBelow() {
    return !assignment.content().here();
  }

  /// What a condition does not know, it does not let pass.
  boolean bars(Ask ask) {
    return permissions.bars(ask)
        && assignment.content().condition().map(one -> !one.spares(ask.facts())).orElse(true);
  }
}
