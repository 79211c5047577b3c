package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Notes how a backup or restore ended.
public record EndHsmJob(HsmJobs jobs, HsmJob job, Optional<String> failure)
    implements Operation<Boolean> {
  public static final Action ACTION = Action.control("Strongroom/hsmJobs/end/action", Effect.WRITE);

  @Override
  public String name() {
    return "HsmJobEnd";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    work.note("job", job.id());
    failure.ifPresent(why -> work.note("failure", why));
    jobs.store().update(work.tx(), work.approve(job.ended(work.now(), failure)));
    return failure.isEmpty();
  }
}
