package dev.strongroom.access;

import dev.strongroom.condition.Facts;
import dev.strongroom.kernel.Action.Plane;
import dev.strongroom.kernel.Trace;
import java.util.function.Predicate;

/// What is asked of roles: an action, and what conditions may want to know.
///
/// @param inForce whether an assignment counts now
record Ask(
    Plane plane, String action, Facts facts, Predicate<RoleAssignment> inForce, Trace trace) {}
