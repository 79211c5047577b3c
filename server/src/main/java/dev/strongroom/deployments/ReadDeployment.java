package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Reads a deployment, or a part of what is known about it, which has its own right.
public record ReadDeployment(DeploymentStore store, DeploymentAt at, Part part)
    implements Operation<Deployment> {
  public enum Part {
    WHOLE,
    OPERATIONS,
    STATUS
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return switch (part) {
      case WHOLE -> DeploymentActions.READ;
      case OPERATIONS -> DeploymentActions.READ_OPERATIONS;
      case STATUS -> DeploymentActions.READ_STATUS;
    };
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public Deployment run(Work work) {
    return store.find(work.tx(), at).orElseThrow(at::notFound);
  }
}
