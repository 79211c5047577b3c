package dev.strongroom.store;

import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.VaultTraits;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.model.VaultName;

/// What vaults and managed HSMs say about their keys.
public record Traits(VaultSql vaults, ManagedHsmSql hsms) implements VaultTraits {
  @Override
  public boolean premium(Tx tx, VaultName vault) {
    return vault.isHsm() ? hsms.facts(tx, vault).isPresent() : vaults.isPremium(tx, vault);
  }

  @Override
  public boolean throughArm(Tx tx, VaultName vault) {
    return !vault.isHsm() || hsms.find(tx, vault).filter(ManagedHsm::keysThroughArm).isPresent();
  }
}
