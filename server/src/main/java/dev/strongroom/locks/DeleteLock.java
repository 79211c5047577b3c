package dev.strongroom.locks;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.Optional;

/// Takes a lock away. False when there is none, which is no error: 204, as in Azure.
public record DeleteLock(LockStore store, ResourceId scope, String lock)
    implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return LockActions.DELETE;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public int status(Boolean deleted) {
    return deleted ? OK : NO_CONTENT;
  }

  @Override
  public Boolean run(Work work) {
    Optional<Lock> found =
        store.all(work.tx()).stream()
            .filter(known -> known.scope().equals(scope) && known.isNamed(lock))
            .findFirst();
    found.ifPresent(known -> store.remove(work.tx(), work.approve(known)));
    return found.isPresent();
  }
}
