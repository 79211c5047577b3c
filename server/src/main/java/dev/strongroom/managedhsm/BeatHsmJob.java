package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// Notes that a backup or restore goes on. False when it was given up already, because nothing was
/// heard of it for too long: then another may have begun, and this one must not go on.
public record BeatHsmJob(HsmJobs jobs, VaultName hsm, HsmJob job) implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Strongroom/hsmJobs/beat/action", Effect.WRITE);

  @Override
  public String name() {
    return "HsmJobBeat";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  /// Under the HSM's lock, as the beginning of another job is.
  @Override
  public Boolean run(Work work) {
    work.note("job", job.id());
    jobs.domains().lock(work, hsm);
    Optional<HsmJob> going = jobs.going(work, job.hsm(), job.id());
    going.ifPresent(one -> jobs.store().update(work.tx(), work.approve(one.alive(work.now()))));
    return going.isPresent();
  }
}
