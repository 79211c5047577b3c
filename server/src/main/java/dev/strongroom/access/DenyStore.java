package dev.strongroom.access;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Keeps deny assignments. Every write makes [RoleTable] stale at its commit.
public interface DenyStore {
  /// Adds it, or replaces the one of the same tenant and id.
  void save(Tx tx, Approved<DenyAssignment> denial);

  void remove(Tx tx, Approved<DenyAssignment> denial);
}
