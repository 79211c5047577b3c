package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;

/// Reads a user-assigned identity.
public record GetUserAssignedIdentity(Identities identities, ResourceId id)
    implements Operation<IdentityResource> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(id);
  }

  @Override
  public IdentityResource run(Work work) {
    return identities.require(work.tx(), id);
  }
}
