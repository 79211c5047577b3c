package dev.strongroom.identity;

import dev.strongroom.identity.AddFederatedCredential.Trust;
import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// Lets tokens of another issuer stand for a user-assigned identity. A change replaces the
/// credential, so that tokens obtained with the old trust end.
public record PutFederatedCredential(
    Identities identities, ResourceId id, String credential, Trust trust)
    implements Operation<PutFederatedCredential.Outcome> {
  private static final int CREATED = 201;

  public record Outcome(Federated credential, boolean created) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return IdentityActions.WRITE_FEDERATED;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.child("federatedIdentityCredentials/" + credential));
  }

  @Override
  public Outcome run(Work work) {
    IdentityResource resource = identities.require(work.tx(), id);
    Optional<Federated> old = identities.federated(work.tx(), resource, credential);
    if (old.filter(present -> trust.equals(trustOf(present))).isPresent()) {
      return new Outcome(old.get(), false);
    }
    old.ifPresent(
        replaced -> identities.directory().deleteCredential(work.tx(), work.approve(replaced)));
    requireNew(work, resource);
    AppId owner = resource.identity().app();
    String name = old.map(Federated::displayName).orElse(credential);
    Federated added =
        new AddFederatedCredential(identities.directory(), owner, name, trust).run(work);
    return new Outcome(added, old.isEmpty());
  }

  @Override
  public int status(Outcome result) {
    return result.created() ? CREATED : OK;
  }

  private void requireNew(Work work, IdentityResource resource) {
    boolean taken =
        identities.federated(work.tx(), resource).stream()
            .anyMatch(other ->
                other.issuer().equals(trust.issuer()) && other.subject().equals(trust.subject()));
    if (taken) {
      throw issuerAndSubjectTaken();
    }
  }

  private static Refused issuerAndSubjectTaken() {
    return new Problem.Conflict(
            "Conflict", "Issuer and subject combination already exists for this Managed Identity.")
        .asException();
  }

  private static Trust trustOf(Federated credential) {
    return new Trust(credential.issuer(), credential.subject(), credential.audience());
  }
}
