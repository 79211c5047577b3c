package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.Tags;
import java.util.Optional;

/// Replaces the tags of a user-assigned identity, if new ones are given. Its location cannot
/// change.
public record UpdateUserAssignedIdentity(Identities identities, ResourceId id, Optional<Tags> tags)
    implements Operation<IdentityResource> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.WRITE;
  }

  @Override
  public Target target() {
    return new Target.Resource(id);
  }

  @Override
  public IdentityResource run(Work work) {
    IdentityResource old = identities.require(work.tx(), id);
    return identities.retag(work, old, tags.orElse(old.tags()));
  }
}
