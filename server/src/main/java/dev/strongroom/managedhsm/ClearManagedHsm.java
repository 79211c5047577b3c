package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;

/// Destroys some of the keys of an HSM, living and deleted, before a full restore brings others.
/// True when none is left.
public record ClearManagedHsm(HsmJobs jobs, VaultName hsm) implements Operation<Boolean> {
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
    ManagedHsm found = jobs.domains().lock(work, hsm);
    return jobs.hsms().destroySome(work.tx(), work.approve(found), ManagedHsms.PURGE_BATCH);
  }
}
