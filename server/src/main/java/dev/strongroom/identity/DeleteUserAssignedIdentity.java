package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// Deletes a user-assigned identity with its credentials and memberships; its tokens end at their
/// next use. Empty when there was none, which Azure answers with 204.
public record DeleteUserAssignedIdentity(Identities identities, ResourceId id)
    implements Operation<Optional<IdentityResource>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.DELETE;
  }

  @Override
  public Target target() {
    return new Target.Resource(id);
  }

  @Override
  public Optional<IdentityResource> run(Work work) {
    Optional<IdentityResource> found = identities.find(work.tx(), id);
    found.ifPresent(resource ->
        identities.directory().deletePrincipal(work.tx(), work.approve(resource.identity())));
    return found;
  }
}
