package dev.strongroom.keys;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultName;

/// Which vaults are of sku premium, and so may have keys in an HSM.
@FunctionalInterface
public interface Premium {
  boolean is(Tx tx, VaultName vault);
}
