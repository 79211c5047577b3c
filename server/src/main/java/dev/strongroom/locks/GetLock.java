package dev.strongroom.locks;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;

/// One lock, by the scope that it stands at.
public record GetLock(LockStore store, ResourceId scope, String lock) implements Operation<Lock> {
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
  public Lock run(Work work) {
    return store.all(work.tx()).stream()
        .filter(found -> found.scope().equals(scope) && found.isNamed(lock))
        .findFirst()
        .orElseThrow(() ->
            new Problem.ResourceNotFound("LockNotFound", "The lock '" + lock + "' was not found.")
                .asException());
  }
}
