package dev.strongroom.access;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;

/// A second question about rights, for an operation that needs more than the gate asked. Changing a
/// vault's permission model also needs `Microsoft.Authorization/roleAssignments/write`, for
/// instance.
@FunctionalInterface
public interface Rights {
  /// Whether role assignments give the caller the control-plane action `action` on `resource`. Jobs
  /// hold every right.
  boolean holds(Tx tx, Caller caller, String action, ResourceId resource);
}
