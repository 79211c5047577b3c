package dev.strongroom.identity;

import dev.strongroom.identity.Credential.IdentityHeader;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;

/// Lets the holder of an existing header value act as another identity too, as one App Service has
/// one `IDENTITY_HEADER` for all its identities and chooses by `client_id`.
public record ShareIdentityHeader(DirectoryStore store, CredentialId header, AppId owner)
    implements Operation<IdentityHeader> {

  @Override
  public String name() {
    return "Share identity header";
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
  public IdentityHeader run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(
        directory.client(owner).filter(ManagedIdentity.class::isInstance), owner);
    CredentialLimits.checkRoomFor(IdentityHeader.KIND, directory.credentialsOf(owner));
    Credential found =
        directory.credential(header).orElseThrow(() -> DirectoryActions.notFound(header));
    if (!(found instanceof IdentityHeader shared)) {
      throw DirectoryActions.invalid("The credential " + header + " is not an identity header.");
    }
    IdentityHeader credential =
        new IdentityHeader(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            shared.displayName(),
            work.now(),
            shared.sha256());
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return credential;
  }
}
