package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;

/// How far a backup or a restore is.
public record GetHsmJob(HsmJobs jobs, VaultName hsm, String id, boolean backup)
    implements Operation<GetHsmJob.Seen> {
  /// @param status where it stands now
  public record Seen(HsmJob job, HsmJob.Status status) {}

  @Override
  public String name() {
    return backup ? "FullBackupStatusGet" : "RestoreStatusGet";
  }

  @Override
  public Action action() {
    return backup ? HsmJobs.BACKUP_STATUS : HsmJobs.RESTORE_STATUS;
  }

  @Override
  public Target target() {
    return Target.InVault.object(hsm, backup ? "backup" : "restore", id);
  }

  @Override
  public Seen run(Work work) {
    ManagedHsm found = jobs.domains().hsm(work.tx(), hsm);
    return jobs.store()
        .find(work.tx(), found.about().id(), id)
        .filter(job -> job.kind().backsUp() == backup)
        .map(job -> new Seen(job, job.status(work.now())))
        .orElseThrow(() -> HsmJobs.unknown(id));
  }
}
