package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;

/// Destroys some of the keys of an HSM, living and deleted, before a full restore brings others.
/// True when none is left. Files were read since the restore began, and its server may have stood
/// still for longer than it is believed: so it is judged again whether this restore goes on and may
/// destroy what is there now.
public record ClearManagedHsm(HsmJobs jobs, VaultName hsm, HsmJob job)
    implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Strongroom/hsmJobs/clear/action", Effect.WRITE);

  @Override
  public String name() {
    return "HsmClear";
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
    work.note("hsm", hsm.label());
    work.note("job", job.id());
    ManagedHsm found = jobs.domains().lock(work, hsm);
    HsmJob going =
        jobs.going(work, found.about().id(), job.id())
            .orElseThrow(() -> new Problem.Conflict("Conflict", HsmJob.CUT).asException());
    BeginHsmJob.refuseDestroying(jobs, work, found.about(), going.span().started());
    return jobs.hsms().destroySome(work.tx(), work.approve(found), ManagedHsms.PURGE_BATCH);
  }
}
