package dev.strongroom.identity;

import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;

/// Creates a user, who can hold rights and be a member of groups, and sign in once there is a
/// password.
public record CreateUser(
    DirectoryStore store, TenantId tenant, String userPrincipalName, String displayName)
    implements Operation<User> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add user";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_USER;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("users");
  }

  @Override
  public User run(Work work) {
    Directory directory = store.directory(work.tx());
    if (directory.tenant(tenant).isEmpty()) {
      throw DirectoryActions.notFound(tenant);
    }
    if (directory.user(userPrincipalName).isPresent()) {
      throw DirectoryActions.exists("userPrincipalName");
    }
    PrincipalId id = new PrincipalId(DirectoryActions.randomId(work.random()));
    User user = new User(id, tenant, displayName, true, userPrincipalName);
    store.insertPrincipal(work.tx(), work.approve(user));
    return user;
  }

  @Override
  public int status(User result) {
    return CREATED;
  }
}
