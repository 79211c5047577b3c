package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.List;

/// Reads the user-assigned identities of a resource group or subscription.
public record ListUserAssignedIdentities(Identities identities, ResourceId scope)
    implements Operation<List<IdentityResource>> {
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
    return new Target.Resource(scope);
  }

  @Override
  public List<IdentityResource> run(Work work) {
    identities.requireGroup(work.tx(), scope);
    return identities.below(work.tx(), scope);
  }
}
