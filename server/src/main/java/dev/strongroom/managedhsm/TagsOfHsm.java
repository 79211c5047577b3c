package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.vaults.TagPlace;
import java.util.function.UnaryOperator;

/// The tags of a managed HSM.
public record TagsOfHsm(ManagedHsms hsms, HsmAddress address) implements TagPlace {
  @Override
  public ResourceId resource() {
    return address.resource();
  }

  @Override
  public Tags tags(Work work) {
    return hsms.existing(work, address).tags();
  }

  @Override
  public Tags retag(Work work, UnaryOperator<Tags> change) {
    ManagedHsm old = hsms.lockExisting(work, address);
    return HsmChanges.save(work, hsms, old, HsmDraft.UNSAID, change.apply(old.tags())).tags();
  }
}
