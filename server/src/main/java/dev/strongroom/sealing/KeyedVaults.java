package dev.strongroom.sealing;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// The vaults that have keys.
public interface KeyedVaults {
  /// Empty when there is no such vault, or it is soft-deleted.
  Optional<VaultFacts> find(Tx tx, VaultName name);
}
