package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.vaults.ResourceTags;
import dev.strongroom.vaults.Stamp;

/// What PUT and PATCH on an existing managed HSM have in common.
final class HsmChanges {
  private HsmChanges() {}

  static ManagedHsm save(
      Work work, ManagedHsms hsms, ManagedHsm existing, HsmDraft draft, Tags tags) {
    VaultFacts old = existing.about();
    draft.requireTenant(old.tenant());
    draft.lifecycle().besides(old.purgeProtected()).refuseChanging(old.retentionDays());
    VaultFacts facts =
        new VaultFacts(
            old.id(),
            old.tenant(),
            old.name(),
            old.resource(),
            old.location(),
            old.retentionDays(),
            draft.lifecycle().protects(old.purgeProtected()));
    ManagedHsm proposed =
        new ManagedHsm(
            facts,
            draft.over(existing.settings()),
            existing.state(),
            ResourceTags.checked(tags),
            existing.created(),
            Stamp.of(work));
    hsms.store().update(work.tx(), work.approve(proposed));
    return proposed;
  }
}
