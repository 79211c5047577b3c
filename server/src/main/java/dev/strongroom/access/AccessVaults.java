package dev.strongroom.access;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// Finds what guards a vault's data plane.
@FunctionalInterface
public interface AccessVaults {
  /// The vault that answers to `name` now; empty when there is none or it is deleted.
  Optional<VaultAccess> find(Tx tx, VaultName name);
}
