package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;
import java.util.List;
import java.util.Optional;

/// Remembers the latest backups and restores of managed HSMs.
public interface HsmJobStore {
  /// So many of each HSM are remembered.
  int MAX_REMEMBERED = 100;

  Optional<HsmJob> find(Tx tx, VaultId hsm, String id);

  /// The latest first.
  List<HsmJob> latest(Tx tx, VaultId hsm);

  /// Adds a job, and forgets the oldest beyond [#MAX_REMEMBERED].
  void insert(Tx tx, Approved<HsmJob> job);

  void update(Tx tx, Approved<HsmJob> job);
}
