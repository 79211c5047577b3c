package dev.strongroom.identity;

import dev.strongroom.identity.Credential.UnixUser;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import java.util.List;

/// Takes a managed identity away from a Unix user; tokens obtained by it end at their next use.
public record UnbindUnixUser(DirectoryStore store, AppId owner, int uid)
    implements Operation<List<UnixUser>> {
  @Override
  public String name() {
    return "Unbind Unix user";
  }

  @Override
  public Action action() {
    return DirectoryActions.DELETE_CREDENTIAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(owner);
  }

  @Override
  public List<UnixUser> run(Work work) {
    List<UnixUser> bound =
        store.directory(work.tx()).credentialsOf(owner).stream()
            .filter(UnixUser.class::isInstance)
            .map(UnixUser.class::cast)
            .filter(credential -> credential.uid() == uid)
            .toList();
    bound.forEach(credential -> store.deleteCredential(work.tx(), work.approve(credential)));
    return bound;
  }
}
