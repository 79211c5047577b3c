package dev.strongroom.identity;

import dev.strongroom.identity.Principal.Group;
import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ServicePrincipal;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.util.Optional;

/// Changes what a user or a group is called, and whether a user may sign in.
public record UpdatePrincipal(DirectoryStore store, PrincipalId id, UpdatePrincipal.Change change)
    implements Operation<Principal> {
  /// What is empty stays.
  public record Change(
      Optional<String> displayName,
      Optional<String> userPrincipalName,
      Optional<Boolean> enabled) {}

  @Override
  public String name() {
    return "Update user or group";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_PRINCIPAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public Principal run(Work work) {
    Directory directory = store.directory(work.tx());
    Principal before = directory.principal(id).orElseThrow(() -> DirectoryActions.notFound(id));
    boolean taken =
        change
            .userPrincipalName()
            .flatMap(directory::user)
            .filter(other -> !other.id().equals(id))
            .isPresent();
    if (taken) {
      throw DirectoryActions.exists("userPrincipalName");
    }
    Principal after = changed(before);
    store.updatePrincipal(work.tx(), work.approve(after));
    return after;
  }

  private Principal changed(Principal before) {
    String name = change.displayName().orElse(before.displayName());
    boolean enabled = change.enabled().orElse(before.enabled());
    return switch (before) {
      case User user ->
          new User(
              id,
              user.tenant(),
              name,
              enabled,
              change.userPrincipalName().orElse(user.userPrincipalName()));
      case Group group -> new Group(id, group.tenant(), name, enabled);
      case ServicePrincipal _, ManagedIdentity _ -> before.enabled(enabled);
    };
  }
}
