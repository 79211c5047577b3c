package dev.strongroom.objects;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// The vaults that objects live in.
public interface ObjectVaults {
  /// Empty when there is no such vault, or it is soft-deleted.
  Optional<VaultFacts> find(Tx tx, VaultName name);
}
