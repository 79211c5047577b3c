package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.ResourceId;
import java.util.function.Function;

/// A change of what proves a user-assigned identity on this machine, asked for through the control
/// plane: authorised on the identity's resource, then done by the directory's own operation.
///
/// @param permission one of [IdentityActions]
/// @param change the operation for the identity's client id
public record BindIdentity<R>(
    Identities identities, ResourceId id, Action permission, Function<AppId, Operation<R>> change)
    implements Operation<R> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return permission;
  }

  @Override
  public Target target() {
    return new Target.Resource(id);
  }

  @Override
  public R run(Work work) {
    return change.apply(identities.require(work.tx(), id).identity().app()).run(work);
  }
}
