package dev.strongroom.localroles;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;

/// Keeps custom local roles and local assignments.
public interface LocalRoleStore {
  /// Compiled once per change.
  LocalRoleTable table(Tx tx, VaultId hsm);

  /// The same, and nobody else changes it until this transaction ends.
  LocalRoleTable lock(Tx tx, VaultId hsm);

  /// Adds a custom role or replaces the one with its id.
  void save(Tx tx, Approved<LocalRole> role);

  void remove(Tx tx, Approved<LocalRole> role);

  /// The id must be free in its HSM.
  void insert(Tx tx, Approved<LocalAssignment> assignment);

  void delete(Tx tx, Approved<LocalAssignment> assignment);
}
