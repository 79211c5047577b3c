package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;

/// Reads one federated credential of a user-assigned identity by its name.
public record GetFederatedCredential(Identities identities, ResourceId id, String credential)
    implements Operation<Federated> {
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
    return new Target.Resource(id.child("federatedIdentityCredentials/" + credential));
  }

  @Override
  public Federated run(Work work) {
    IdentityResource resource = identities.require(work.tx(), id);
    return identities
        .federated(work.tx(), resource, credential)
        .orElseThrow(() -> Identities.noSuchCredential(credential));
  }
}
