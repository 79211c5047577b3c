package dev.strongroom.secrets;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// The vaults that secrets live in.
public interface SecretVaults {
  /// Empty when there is no such vault, or it is soft-deleted.
  Optional<VaultFacts> find(Tx tx, VaultName name);
}
