package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Writes down how a deployment ended. The server does it itself, because what has been made has
/// been made, whatever rights the caller still has. A deployment that was deleted meanwhile stays
/// so.
public record FinishDeployment(DeploymentStore store, Deployment deployment)
    implements Operation<Deployment> {
  static final Action ACTION = Action.control("Strongroom/deployments/finish", Effect.WRITE);

  @Override
  public String name() {
    return "DeploymentFinish";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return deployment.at().target();
  }

  @Override
  public Deployment run(Work work) {
    boolean ours =
        store
            .find(work.tx(), deployment.at())
            .filter(now -> now.run().correlation().equals(deployment.run().correlation()))
            .isPresent();
    if (ours) {
      store.save(work.tx(), work.approve(deployment));
    }
    return deployment;
  }
}
