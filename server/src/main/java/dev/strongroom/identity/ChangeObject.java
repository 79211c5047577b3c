package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.function.Function;

/// A change of an object of the caller's own tenant: a role at `/` reaches every path, but no role
/// reaches another tenant's objects. Authorised before the object is looked up, then done by the
/// directory's own operation.
///
/// @param id of the object that is changed
/// @param change finds the operation; refuses an object that is not there or of another kind
public record ChangeObject<R>(
    DirectoryStore store,
    TenantId tenant,
    Permission permission,
    PrincipalId id,
    Function<TenantDirectory, Operation<R>> change)
    implements Operation<R> {
  /// @param name Entra's word for the change in the audit log, as `Add password`
  public record Permission(String name, Action action) {}

  @Override
  public String name() {
    return permission.name();
  }

  @Override
  public Action action() {
    return permission.action();
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public R run(Work work) {
    return change.apply(TenantDirectory.of(store.directory(work.tx()), tenant)).run(work);
  }
}
