package dev.strongroom.locks;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.List;

/// The locks at a scope and, unless `here` asks for the scope alone, below it.
public record ListLocks(LockStore store, ResourceId scope, boolean here)
    implements Operation<List<Lock>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return LockActions.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<Lock> run(Work work) {
    return store.all(work.tx()).stream()
        .filter(lock -> here ? lock.scope().equals(scope) : scope.covers(lock.scope()))
        .toList();
  }
}
