package dev.strongroom.identity;

import dev.strongroom.identity.Credential.IdentityHeader;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.security.SecureRandom;

/// Binds a managed identity to whoever holds a header value that the server makes up: the
/// `IDENTITY_HEADER` of one process.
public record AddIdentityHeader(
    DirectoryStore store, SecureRandom random, AppId owner, String displayName)
    implements Operation<GeneratedSecret> {

  @Override
  public String name() {
    return "Add identity header";
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
  public GeneratedSecret run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(
        directory.client(owner).filter(ManagedIdentity.class::isInstance), owner);
    CredentialLimits.checkRoomFor(IdentityHeader.KIND, directory.credentialsOf(owner));
    SecretBytes value = GeneratedSecret.header(random);
    IdentityHeader credential =
        new IdentityHeader(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            displayName,
            work.now(),
            GeneratedSecret.sha256(value));
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return new GeneratedSecret(credential, value);
  }
}
