package dev.strongroom.dataplane;

import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.BackupKey;
import dev.strongroom.keys.KeyLimits;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.ListKeys;
import dev.strongroom.keys.RestoreKey;
import dev.strongroom.keys.Restoring;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.BeatHsmJob;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Does what a job of a managed HSM says, key by key, each as an operation of the server's own: so
/// other requests get their turn, and each step has its record. Between the steps it says that it
/// goes on; when it was not heard for too long, or the server ends, it stops there.
final class HsmWorker {
  private static final System.Logger LOG = System.getLogger(HsmWorker.class.getName());
  private static final String JOB = "hsm-jobs";

  /// When what is being destroyed should be: a node that is to do it and died is believed for ten
  /// minutes, and another one looks every minute.
  private static final Duration DESTROYED = Duration.ofMinutes(15);

  private final Gate gate;
  private final HsmJobs jobs;
  private final BackupFolder folder;
  private final HsmJobThreads threads;
  private final InstantSource clock;

  HsmWorker(Gate gate, DataPlane.OfHsms of) {
    this.gate = gate;
    this.jobs = of.jobs();
    this.folder = of.backups();
    this.threads = of.threads();
    this.clock = of.clock();
  }

  void begin(VaultName hsm, HsmJob job) {
    threads.run(() -> new Course(hsm, job, clock.instant()).run());
  }

  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1;

    Cut() {
      super("the server ends, or has given the job up", null, false, false);
    }
  }

  private final class Course {
    private final VaultName hsm;
    private final HsmJob job;
    private Instant heard;

    Course(VaultName hsm, HsmJob job, Instant heard) {
      this.hsm = hsm;
      this.job = job;
      this.heard = heard;
    }

    void run() {
      try {
        Optional<String> failure = failure();
        perform(new EndHsmJob(jobs, job, failure));
      } catch (RuntimeException down) {
        LOG.log(Level.ERROR, "the end of job " + job.id() + " could not be noted", down);
      }
    }

    private Optional<String> failure() {
      try (SecretBytes key = perform(new OpenDomainKey(jobs.domains(), hsm))) {
        SealedBackup backup = new SealedBackup(folder, job.place(), key, jobs.domains().random());
        switch (job.kind()) {
          case BACKUP -> backUp(backup);
          case BACKUP_CHECK -> backup.check();
          case RESTORE -> restore(backup);
          case RESTORE_CHECK -> verify(backup, fitting(backup));
          case KEY_RESTORE -> restoreOne(backup, job.key().orElse(""));
        }
        return Optional.empty();
      } catch (Refused refused) {
        return Optional.of(WireErrors.of(refused.problem()).message());
      } catch (Cut stopped) {
        return Optional.of(HsmJob.CUT);
      } catch (RuntimeException bug) {
        LOG.log(Level.ERROR, "job " + job.id() + " failed", bug);
        return Optional.of("The server failed; its log says why.");
      }
    }

    /// A clock that was set back is no reason for silence: what was said before may hold too long.
    private void beat() {
      Instant now = clock.instant();
      if (threads.closed()) {
        throw new Cut();
      }
      if (!now.isBefore(heard) && now.isBefore(heard.plus(HsmJob.BEAT))) {
        return;
      }
      if (!perform(new BeatHsmJob(jobs, hsm, job))) {
        throw new Cut();
      }
      heard = now;
    }

    private void backUp(SealedBackup backup) {
      backup.begin();
      List<String> names = new ArrayList<>();
      Optional<String> after = Optional.empty();
      do {
        PageRequest request = new PageRequest(PageRequest.MAX_SIZE, after);
        Page<KeyProperties> page = perform(new ListKeys(jobs.keys(), hsm, request)).what();
        for (KeyProperties one : page.items()) {
          beat();
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
    private void restore(SealedBackup backup) {
      List<String> names = fitting(backup);
      verify(backup, names);
      boolean clear = false;
      while (!clear) {
        beat();
        clear = perform(new ClearManagedHsm(jobs, hsm, job));
      }
      bringBack(backup, names);
    }

    /// What is being destroyed under a key's old name in the HSM is waited for: the rest of a key
    /// that was there a moment ago, often of this very one.
    private void bringBack(SealedBackup backup, List<String> names) {
      Deque<String> left = new ArrayDeque<>(names);
      Instant moved = clock.instant();
      int inVain = 0;
      while (!left.isEmpty()) {
        String name = left.removeFirst();
        try {
          bringBack(backup, name);
          moved = clock.instant();
          inVain = 0;
        } catch (Refused refused) {
          if (!waitable(refused, moved)) {
            throw refused;
          }
          left.addLast(name);
          inVain += 1;
          if (inVain % left.size() == 0) {
            threads.pause();
          }
        }
      }
    }

    private boolean waitable(Refused refused, Instant moved) {
      return refused.problem() instanceof Problem.BeingDeleted
          && clock.instant().isBefore(moved.plus(DESTROYED));
    }

    private void restoreOne(SealedBackup backup, String key) {
      String name = ObjectName.parse(key).map(ObjectName::canonical).orElse("");
      if (!backup.names().contains(name)) {
        throw new Problem.ResourceNotFound("KeyNotFound", "The backup has no key '" + key + "'.")
            .asException();
      }
      bringBack(backup, List.of(name));
    }

    /// The keys of a backup, when an HSM holds as many.
    private List<String> fitting(SealedBackup backup) {
      List<String> names = backup.names();
      if (names.size() > KeyLimits.HSM_KEYS) {
        throw new Problem.Conflict(
                "KeyLimitExceeded",
                "The backup has "
                    + names.size()
                    + " keys, and a managed HSM holds "
                    + KeyLimits.HSM_KEYS
                    + ". Restore those you need one by one.")
            .asException();
      }
      return names;
    }

    private void verify(SealedBackup backup, List<String> names) {
      for (String name : names) {
        beat();
        backup.open(name).close();
      }
    }

    private void bringBack(SealedBackup backup, String name) {
      beat();
      try (SecretBytes content = backup.open(name);
          Restoring restoring = Restoring.repeated()) {
        perform(new RestoreKey(jobs.keys(), hsm, backups().seal(content), restoring));
      }
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
