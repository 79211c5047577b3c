package dev.strongroom.identity;

import dev.strongroom.identity.Credential.UnixUser;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import java.util.Optional;

/// Binds a managed identity to a Unix user of this machine, whom the kernel names on a Unix socket.
/// Binding the same user again changes nothing.
public record BindUnixUser(DirectoryStore store, AppId owner, int uid)
    implements Operation<UnixUser> {

  @Override
  public String name() {
    return "Bind Unix user";
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
  public UnixUser run(Work work) {
    Directory directory = store.directory(work.tx());
    CredentialLimits.require(
        directory.client(owner).filter(ManagedIdentity.class::isInstance), owner);
    Optional<UnixUser> bound = bound(directory);
    if (bound.isPresent()) {
      return bound.get();
    }
    CredentialLimits.checkRoomFor(UnixUser.KIND, directory.credentialsOf(owner));
    if (uid < 0) {
      throw DirectoryActions.invalid("A Unix user id is not negative.");
    }
    UnixUser credential =
        new UnixUser(
            new CredentialId(DirectoryActions.randomId(work.random())),
            owner,
            "uid " + uid,
            work.now(),
            uid);
    store.insertCredential(work.tx(), work.approve(credential));
    work.note("keyId", credential.id().toString());
    return credential;
  }

  private Optional<UnixUser> bound(Directory directory) {
    return directory.credentialsOf(owner).stream()
        .filter(UnixUser.class::isInstance)
        .map(UnixUser.class::cast)
        .filter(present -> present.uid() == uid)
        .findFirst();
  }
}
