package dev.strongroom.dataplane;

import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.BackupKey;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.ListKeys;
import dev.strongroom.keys.RestoreKey;
import dev.strongroom.keys.Restoring;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.ClearManagedHsm;
import dev.strongroom.managedhsm.EndHsmJob;
import dev.strongroom.managedhsm.HsmJob;
import dev.strongroom.managedhsm.HsmJobs;
import dev.strongroom.managedhsm.OpenDomainKey;
import dev.strongroom.managedhsm.SealedBackup;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;
import dev.strongroom.sealing.Backups;
import dev.strongroom.trust.SecretBytes;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Does what a job of a managed HSM says, key by key, each as an operation of the server's own: so
/// other requests get their turn, and each step has its record.
final class HsmWorker {
  private static final System.Logger LOG = System.getLogger(HsmWorker.class.getName());
  private static final String JOB = "hsm-jobs";

  private final Gate gate;
  private final HsmJobs jobs;
  private final BackupFolder folder;

  HsmWorker(Gate gate, HsmJobs jobs, BackupFolder folder) {
    this.gate = gate;
    this.jobs = jobs;
    this.folder = folder;
  }

  /// When this returns the job has ended, one way or the other.
  void run(VaultName hsm, HsmJob job) {
    Optional<String> failure = Optional.empty();
    try (SecretBytes key = perform(new OpenDomainKey(jobs.domains(), hsm))) {
      SealedBackup backup = new SealedBackup(folder, job.place(), key, jobs.domains().random());
      switch (job.kind()) {
        case BACKUP -> backUp(hsm, backup);
        case BACKUP_CHECK -> backup.check();
        case RESTORE -> restore(hsm, backup);
        case RESTORE_CHECK -> verify(backup, backup.names());
        case KEY_RESTORE -> restoreOne(hsm, backup, job.key().orElse(""));
      }
    } catch (Refused refused) {
      failure = Optional.of(WireErrors.of(refused.problem()).message());
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "job " + job.id() + " failed", bug);
      failure = Optional.of("The server failed; its log says why.");
    }
    perform(new EndHsmJob(jobs, job, failure));
  }

  private void backUp(VaultName hsm, SealedBackup backup) {
    backup.begin();
    List<String> names = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      PageRequest request = new PageRequest(PageRequest.MAX_SIZE, after);
      Page<KeyProperties> page = perform(new ListKeys(jobs.keys(), hsm, request)).what();
      for (KeyProperties one : page.items()) {
        String name = one.name().canonical();
        byte[] blob =
            perform(new BackupKey(jobs.keys(), Keys.path(hsm, name, Optional.empty()))).what();
        try (SecretBytes content = backups().open(blob)) {
          backup.write(name, content);
        }
        names.add(name);
      }
      after = page.next();
    } while (after.isPresent());
    backup.finish(names);
  }

  /// Nothing is destroyed before every file has been opened.
  private void restore(VaultName hsm, SealedBackup backup) {
    List<String> names = backup.names();
    verify(backup, names);
    boolean clear = false;
    while (!clear) {
      clear = perform(new ClearManagedHsm(jobs, hsm));
    }
    names.forEach(name -> bringBack(hsm, backup, name));
  }

  private void restoreOne(VaultName hsm, SealedBackup backup, String key) {
    String name = ObjectName.parse(key).map(ObjectName::canonical).orElse("");
    if (!backup.names().contains(name)) {
      throw new Problem.ResourceNotFound("KeyNotFound", "The backup has no key '" + key + "'.")
          .asException();
    }
    bringBack(hsm, backup, name);
  }

  private static void verify(SealedBackup backup, List<String> names) {
    names.forEach(name -> backup.open(name).close());
  }

  private void bringBack(VaultName hsm, SealedBackup backup, String name) {
    try (SecretBytes content = backup.open(name);
        Restoring restoring = new Restoring()) {
      perform(new RestoreKey(jobs.keys(), hsm, backups().seal(content), restoring));
    }
  }

  private <R> R perform(Operation<R> operation) {
    Caller.Who who = new Caller.Who.Job(JOB);
    return gate.perform(new Caller(who, Origin.internal(JOB)), operation);
  }

  private Backups backups() {
    return new Backups(jobs.domains().sealing());
  }
}
