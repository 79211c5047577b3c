package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// Ends the trust in a foreign issuer's tokens; those obtained with it end at their next use. Empty
/// when there was none, which Azure answers with 204.
public record DeleteFederatedCredential(Identities identities, ResourceId id, String credential)
    implements Operation<Optional<Federated>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.DELETE_FEDERATED;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.child("federatedIdentityCredentials/" + credential));
  }

  @Override
  public Optional<Federated> run(Work work) {
    IdentityResource resource = identities.require(work.tx(), id);
    Optional<Federated> found = identities.federated(work.tx(), resource, credential);
    found.ifPresent(old -> identities.directory().deleteCredential(work.tx(), work.approve(old)));
    return found;
  }
}
