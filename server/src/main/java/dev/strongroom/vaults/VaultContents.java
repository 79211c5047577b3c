package dev.strongroom.vaults;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// The rows of every object in a vault.
public interface VaultContents {
  /// Destroys at most `max` of them. True when none is left.
  boolean destroySome(Tx tx, Approved<Vault> vault, int max);
}
