package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Whether there is such a deployment.
public record HasDeployment(DeploymentStore store, DeploymentAt at) implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return DeploymentActions.READ;
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public int status(Boolean there) {
    return there ? NO_CONTENT : NOT_FOUND;
  }

  @Override
  public Boolean run(Work work) {
    return store.find(work.tx(), at).isPresent();
  }
}
