package dev.strongroom.identity;

import dev.strongroom.identity.Credential.Federated;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;

/// Lets tokens of another issuer stand for an application or a user-assigned identity. Nothing is
/// fetched here: the issuer's keys are read when the first such token comes.
public record AddFederatedCredential(
    DirectoryStore store, AppId owner, String displayName, Trust trust)
    implements Operation<Federated> {
  /// What a foreign token must say, each compared exactly.
  public record Trust(String issuer, String subject, String audience) {
    /// The audience that Kubernetes webhooks and build services put into their tokens for Azure.
    public static final String AUDIENCE = "api://AzureADTokenExchange";
  }

  @Override
  public String name() {
    return "Add federated identity credential";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_CREDENTIAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(owner);
  }

  @Override
  public Federated run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(directory.client(owner), owner);
    CredentialLimits.checkRoomFor(Federated.KIND, directory.credentialsOf(owner));
    CredentialLimits.checkText("subject", trust.subject());
    CredentialLimits.checkText("audience", trust.audience());
    if (!IssuerUrl.allowed(trust.issuer())) {
      throw DirectoryActions.invalid(
          "The value of 'issuer' must be an https URL without user, query and fragment.");
    }
    Federated credential =
        new Federated(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            displayName,
            work.now(),
            trust.issuer(),
            trust.subject(),
            trust.audience());
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return credential;
  }
}
