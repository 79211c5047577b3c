package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Forgets a deployment; what it made stays. False when there was none.
public record DeleteDeployment(DeploymentStore store, DeploymentAt at)
    implements Operation<Boolean> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return DeploymentActions.DELETE;
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public Boolean run(Work work) {
    Optional<Deployment> found = store.find(work.tx(), at);
    found
        .filter(one -> one.runs(work.now()))
        .ifPresent(one -> {
          throw new Problem.Conflict(
                  "DeploymentActive",
                  "Unable to delete deployment '" + at.name() + "': it is still active.")
              .asException();
        });
    found.ifPresent(one -> store.remove(work.tx(), work.approve(one)));
    return found.isPresent();
  }
}
