package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;

/// Creates the directory itself; the id may be chosen, so that a restored installation keeps its
/// name.
public record CreateTenant(DirectoryStore store, TenantId id, String displayName)
    implements Operation<Tenant> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return "Add tenant";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_TENANT;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("tenants/" + id);
  }

  @Override
  public Tenant run(Work work) {
    if (store.directory(work.tx()).tenant(id).isPresent()) {
      throw DirectoryActions.exists("tenant id");
    }
    Tenant tenant = new Tenant(id, displayName, work.now());
    store.insert(work.tx(), work.approve(tenant));
    return tenant;
  }

  @Override
  public int status(Tenant result) {
    return CREATED;
  }
}
