package dev.strongroom.arm;

import dev.strongroom.identity.Identities;
import dev.strongroom.identity.IdentityResource;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import dev.strongroom.vaults.TagPlace;
import java.util.function.UnaryOperator;

/// The tags of a user-assigned identity.
record TagsOfIdentity(Identities identities, ResourceId resource) implements TagPlace {
  @Override
  public Tags tags(Work work) {
    return identities.require(work.tx(), resource).tags();
  }

  @Override
  public Tags retag(Work work, UnaryOperator<Tags> change) {
    IdentityResource old = identities.require(work.tx(), resource);
    return identities.retag(work, old, change.apply(old.tags())).tags();
  }
}
