package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.Keys;
import dev.strongroom.model.VaultId;
import java.util.Optional;

/// What the operations on backups and restores share.
public record HsmJobs(HsmStore hsms, HsmJobStore store, Domains domains, Keys keys) {
  static final Action START_BACKUP = begins("backup/start/action");
  static final Action START_RESTORE = begins("restore/start/action");
  static final Action RESTORE_KEY = begins("keys/restore/action");
  static final Action BACKUP_STATUS = reads("backup/status/action");
  static final Action RESTORE_STATUS = reads("restore/status/action");

  private static Action begins(String name) {
    return Action.data("Microsoft.KeyVault/managedHsm/" + name, Effect.WRITE, "");
  }

  private static Action reads(String name) {
    return Action.data("Microsoft.KeyVault/managedHsm/" + name, Effect.READ, "");
  }

  /// This job of this HSM, unless it has ended or was given up.
  Optional<HsmJob> going(Work work, VaultId of, String id) {
    return store
        .find(work.tx(), of, id)
        .filter(job -> job.status(work.now()) == HsmJob.Status.IN_PROGRESS);
  }

  static RuntimeException unknown(String id) {
    return new Problem.ResourceNotFound("JobNotFound", "There is no job '" + id + "'.")
        .asException();
  }
}
