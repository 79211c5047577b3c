package dev.strongroom.identity;

import dev.strongroom.identity.Principal.ManagedIdentity;
import dev.strongroom.identity.Principal.ManagedIdentity.Assigned;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;

/// Creates an identity whose proof is bound to a workload instead of a password. `resource` is its
/// own ARM id when user-assigned, the id of the machine or service it belongs to when
/// system-assigned.
public record CreateManagedIdentity(
    DirectoryStore store, TenantId tenant, ResourceId resource, Assigned assigned)
    implements Operation<ManagedIdentity> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add managed identity";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_IDENTITY;
  }

  @Override
  public Target target() {
    return new Target.Resource(resource);
  }

  @Override
  public ManagedIdentity run(Work work) {
    Directory directory = store.directory(work.tx());
    if (directory.tenant(tenant).isEmpty()) {
      throw DirectoryActions.notFound(tenant);
    }
    if (directory.identity(resource).isPresent()) {
      throw DirectoryActions.exists("resource id");
    }
    ManagedIdentity identity =
        new ManagedIdentity(
            new PrincipalId(DirectoryActions.randomId(work.random())),
            tenant,
            resource.lastSegment(),
            true,
            new AppId(DirectoryActions.randomId(work.random())),
            resource,
            assigned);
    store.insertPrincipal(work.tx(), work.approve(identity));
    work.note("appId", identity.app().toString());
    return identity;
  }

  @Override
  public int status(ManagedIdentity result) {
    return CREATED;
  }
}
