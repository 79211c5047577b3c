package dev.strongroom.access;

import dev.strongroom.condition.Facts;
import dev.strongroom.kernel.Action.Plane;

/// What is asked of roles: an action, and what conditions may want to know.
record Ask(Plane plane, String action, Facts facts) {}
