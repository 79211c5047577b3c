package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.List;

/// Reads which foreign tokens stand for a user-assigned identity, oldest first.
public record ListFederatedCredentials(Identities identities, ResourceId id)
    implements Operation<List<Federated>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.READ_FEDERATED;
  }

  @Override
  public Target target() {
    return new Target.Resource(id);
  }

  @Override
  public List<Federated> run(Work work) {
    IdentityResource resource = identities.require(work.tx(), id);
    return identities.federated(work.tx(), resource);
  }
}
