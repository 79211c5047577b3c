package dev.strongroom.identity;

import dev.strongroom.identity.Credential.LocalEndpoint;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;

/// Lets the loopback endpoint of a machine speak for an identity without any secret, on machines
/// whose configuration names that identity. Deleting this credential takes it back.
public record BindLocalEndpoint(DirectoryStore store, AppId owner)
    implements Operation<LocalEndpoint> {

  @Override
  public String name() {
    return "Bind local endpoint";
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
  public LocalEndpoint run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(
        directory.client(owner).filter(ManagedIdentity.class::isInstance), owner);
    CredentialLimits.checkRoomFor(LocalEndpoint.KIND, directory.credentialsOf(owner));
    LocalEndpoint credential =
        new LocalEndpoint(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            "local endpoint",
            work.now());
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return credential;
  }
}
