package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Notes how a backup or restore ended. One that was given up meanwhile has failed, whatever it did
/// after that.
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
    Optional<HsmJob> known = jobs.store().find(work.tx(), job.hsm(), job.id());
    boolean givenUp =
        known.filter(one -> one.status(work.now()) == HsmJob.Status.IN_PROGRESS).isEmpty();
    Optional<String> why = givenUp ? Optional.of(failure.orElse(HsmJob.CUT)) : failure;
    why.ifPresent(text -> work.note("failure", text));
    known.ifPresent(
        one -> jobs.store().update(work.tx(), work.approve(one.ended(work.now(), why))));
    return why.isEmpty();
  }
}
