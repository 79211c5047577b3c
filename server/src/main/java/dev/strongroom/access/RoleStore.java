package dev.strongroom.access;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Keeps the roles that tenants made. Every write makes [RoleTable] stale at its commit.
public interface RoleStore {
  /// Adds it, or replaces the one of the same tenant and id.
  void save(Tx tx, Approved<RoleDefinition> role);

  void remove(Tx tx, Approved<RoleDefinition> role);
}
