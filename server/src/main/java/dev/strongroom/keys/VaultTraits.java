package dev.strongroom.keys;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultName;

/// What the settings of a vault decide about its keys.
public interface VaultTraits {
  /// Whether it is of sku premium, and so may have keys in an HSM.
  boolean premium(Tx tx, VaultName vault);

  /// Whether its keys may be seen and made through the control plane. A managed HSM's
  /// administrators say so.
  boolean throughArm(Tx tx, VaultName vault);
}
