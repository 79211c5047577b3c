package dev.strongroom.access;

import dev.strongroom.condition.Facts;
import dev.strongroom.kernel.Action.Plane;
import dev.strongroom.kernel.Trace;
import java.time.Instant;
import java.util.function.Predicate;

/// What is asked of roles: an action, and what conditions may want to know.
///
/// @param inForce whether an assignment counts now
record Ask(
    Plane plane, String action, Facts facts, Predicate<RoleAssignment> inForce, Trace trace) {
  private static final String DIRECTORY = "Microsoft.Authorization/directory/";
  private static final String READ = "/read";

  /// A change of the directory, of which no condition can speak. Who may give only some roles would
  /// else take all of them, with a secret of an application that holds them or by joining a group.
  boolean changesDirectory() {
    return plane == Plane.CONTROL
        && action.regionMatches(true, 0, DIRECTORY, 0, DIRECTORY.length())
        && !action.endsWith(READ);
  }

  /// A data action in general: what depends on the request does not count.
  static Ask ofData(String action, Instant now) {
    return new Ask(
        Plane.DATA,
        action,
        new BareFacts(action, now),
        one -> one.details().window().includes(now),
        Trace.OFF);
  }
}
