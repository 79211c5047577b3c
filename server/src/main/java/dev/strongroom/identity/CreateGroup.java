package dev.strongroom.identity;

import dev.strongroom.identity.Principal.Group;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;

/// Creates an empty group.
public record CreateGroup(DirectoryStore store, TenantId tenant, String displayName)
    implements Operation<Group> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add group";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_GROUP;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("groups");
  }

  @Override
  public Group run(Work work) {
    if (store.directory(work.tx()).tenant(tenant).isEmpty()) {
      throw DirectoryActions.notFound(tenant);
    }
    PrincipalId id = new PrincipalId(DirectoryActions.randomId(work.random()));
    Group group = new Group(id, tenant, displayName, true);
    store.insertPrincipal(work.tx(), work.approve(group));
    return group;
  }

  @Override
  public int status(Group result) {
    return CREATED;
  }
}
