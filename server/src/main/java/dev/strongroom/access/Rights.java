package dev.strongroom.access;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import java.time.Instant;

/// A second question about rights, for an operation that needs more than the gate asked. Changing a
/// vault's permission model also needs `Microsoft.Authorization/roleAssignments/write`, for
/// instance.
@FunctionalInterface
public interface Rights {
  /// Whether role assignments give the caller the control-plane action `action` on `resource`,
  /// whatever the request says: a right under a condition that asks for more than the action and
  /// the time does not count. Jobs hold every right.
  boolean holds(Tx tx, Caller caller, String action, ResourceId resource, Instant now);
}
