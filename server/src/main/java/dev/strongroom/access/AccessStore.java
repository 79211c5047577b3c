package dev.strongroom.access;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Keeps role assignments. Every write makes what was compiled before stale at its commit.
public interface AccessStore {
  /// All roles and assignments as this transaction sees them; compiled once per change.
  RoleTable table(Tx tx);

  /// False, and nothing is written, when another assignment has the same id in the tenant or gives
  /// the same principal the same role at the same scope.
  boolean insert(Tx tx, Approved<RoleAssignment> assignment);

  /// Writes details and stamps of the assignment with the same id.
  void update(Tx tx, Approved<RoleAssignment> assignment);

  void delete(Tx tx, Approved<RoleAssignment> assignment);

  /// Deletes every assignment and denial at a scope and below it.
  void deleteUnder(Tx tx, Approved<ScopeRemoval> removal);
}
