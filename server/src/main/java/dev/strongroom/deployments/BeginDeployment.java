package dev.strongroom.deployments;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Writes down that a deployment begins. Of one name only one runs at a time.
public record BeginDeployment(DeploymentStore store, Deployment deployment)
    implements Operation<BeginDeployment.Begun> {
  private static final int CREATED = 201;
  private static final int AT_ONCE = 10;

  public record Begun(Deployment deployment, boolean created) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return DeploymentActions.WRITE;
  }

  @Override
  public Target target() {
    return deployment.at().target();
  }

  @Override
  public int status(Begun begun) {
    return begun.created() ? CREATED : OK;
  }

  @Override
  public Begun run(Work work) {
    Optional<Deployment> before = store.find(work.tx(), deployment.at());
    before.filter(old -> old.runs(work.now())).ifPresent(BeginDeployment::refuse);
    if (before.isEmpty()) {
      makeRoom(work);
    }
    store.save(work.tx(), work.approve(deployment));
    return new Begun(deployment, before.isEmpty());
  }

  private void makeRoom(Work work) {
    int others = DeploymentLimits.MAX_REMEMBERED - 1;
    store.older(work.tx(), deployment.at(), others, AT_ONCE).stream()
        .filter(old -> !old.runs(work.now()))
        .forEach(old -> store.remove(work.tx(), work.approve(old)));
  }

  private static void refuse(Deployment running) {
    throw new Problem.Conflict(
            "DeploymentActive",
            "Unable to edit or replace deployment '"
                + running.at().name()
                + "': previous deployment from '"
                + running.run().started()
                + "' is still active (expiration time is '"
                + running.run().started().plus(DeploymentLimits.LONGEST)
                + "'). Please see https://aka.ms/arm-deploy for usage details.")
        .asException();
  }
}
