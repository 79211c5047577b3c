package dev.strongroom.elevation;

import java.time.Duration;

/// What can happen in a small world.
sealed interface Step {
  /// An administrator makes the person eligible.
  record Grant(Duration length) implements Step {}

  /// An administrator gives the role for a time, which needs no eligibility.
  record Assign(Duration length) implements Step {}

  record Activate(Duration length) implements Step {}

  record Approve() implements Step {}

  record Deny() implements Step {}

  record Cancel() implements Step {}

  record Deactivate() implements Step {}

  /// An administrator takes the role.
  record Remove() implements Step {}

  /// An administrator takes the eligibility.
  record Revoke() implements Step {}

  record Pass(Duration time) implements Step {}

  /// The timetable tidies up.
  record Sweep() implements Step {}
}
