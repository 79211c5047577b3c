package dev.strongroom.provisioning;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Where it is written who keeps which principal. A principal that is deleted takes its row along.
public interface ProvisioningStore {
  Provisions provisions(Tx tx);

  /// Adds or replaces.
  void put(Tx tx, Approved<Provisioned> provisioned);
}
