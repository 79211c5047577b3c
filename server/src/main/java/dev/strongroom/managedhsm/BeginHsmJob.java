package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Begins a backup or a restore; the server goes on with it. One at a time for each HSM. A full
/// restore destroys what is there, so it wants a backup of the last half hour, as Azure's does, and
/// an HSM under purge protection must be empty.
public record BeginHsmJob(HsmJobs jobs, VaultName hsm, Wanted wanted) implements Operation<HsmJob> {
  static final Duration FRESH = Duration.ofMinutes(30);
  private static final int ACCEPTED = 202;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  /// @param folder of the backup that is restored; empty for a new one
  /// @param key the only one that is restored
  public record Wanted(
      HsmJob.Kind kind, String container, Optional<String> folder, Optional<String> key) {}

  @Override
  public String name() {
    return switch (wanted.kind()) {
      case BACKUP -> "FullBackup";
      case BACKUP_CHECK -> "PreFullBackup";
      case RESTORE -> "FullRestore";
      case RESTORE_CHECK -> "PreFullRestore";
      case KEY_RESTORE -> "SelectiveKeyRestore";
    };
  }

  @Override
  public Action action() {
    return switch (wanted.kind()) {
      case BACKUP, BACKUP_CHECK -> HsmJobs.START_BACKUP;
      case RESTORE, RESTORE_CHECK -> HsmJobs.START_RESTORE;
      case KEY_RESTORE -> HsmJobs.RESTORE_KEY;
    };
  }

  @Override
  public Target target() {
    return wanted
        .key()
        .<Target>map(key -> Target.InVault.object(hsm, "keys", key))
        .orElseGet(
            () -> Target.InVault.collection(hsm, wanted.kind().backsUp() ? "backup" : "restore"));
  }

  @Override
  public int status(HsmJob job) {
    return ACCEPTED;
  }

  @Override
  public HsmJob run(Work work) {
    ManagedHsm found = jobs.domains().lock(work, hsm);
    List<HsmJob> latest = jobs.store().latest(work.tx(), found.about().id());
    refuseSecond(latest, work.now());
    if (wanted.kind() == HsmJob.Kind.RESTORE) {
      refuseDestroying(jobs, work, found.about(), work.now());
    }
    byte[] id = new byte[16];
    work.random().nextBytes(id);
    String folder =
        wanted.folder().orElseGet(() -> "mhsm-" + hsm.label() + "-" + TIME.format(work.now()));
    HsmJob job =
        new HsmJob(
            found.about().id(),
            HexFormat.of().formatHex(id),
            wanted.kind(),
            BackupPlace.of(wanted.container(), folder),
            wanted.key(),
            HsmJob.Span.from(work.now()),
            Optional.empty());
    work.note("job", job.id());
    work.note("folder", job.place().uri());
    jobs.store().insert(work.tx(), work.approve(job));
    return job;
  }

  private static void refuseSecond(List<HsmJob> latest, Instant now) {
    if (latest.stream().anyMatch(job -> job.status(now) == HsmJob.Status.IN_PROGRESS)) {
      throw new Problem.Conflict(
              "Conflict", "A backup or restore of this managed HSM is going on. Wait for its end.")
          .asException();
    }
  }

  /// What a full restore that begins at `begun` must not destroy.
  static void refuseDestroying(HsmJobs jobs, Work work, VaultFacts facts, Instant begun) {
    if (!empty(jobs, work.tx(), facts)) {
      refuseProtected(facts);
      refuseUnsaved(begun, jobs.store().latest(work.tx(), facts.id()));
    }
  }

  private static void refuseProtected(VaultFacts facts) {
    if (facts.purgeProtected()) {
      throw new Problem.Conflict(
              "PurgeProtectionEnabled",
              "A full restore destroys every key at once, and purge protection is enabled for this"
                  + " managed HSM. Restore single keys, or restore into a new managed HSM that has"
                  + " the same security domain.")
          .asException();
    }
  }

  private static void refuseUnsaved(Instant now, List<HsmJob> latest) {
    Instant oldest = now.minus(FRESH);
    boolean saved =
        latest.stream()
            .filter(job -> job.kind() == HsmJob.Kind.BACKUP)
            .filter(job -> job.status(now) == HsmJob.Status.SUCCEEDED)
            .anyMatch(job -> !job.span().started().isBefore(oldest));
    if (!saved) {
      throw new Problem.Conflict(
              "BackupRequired",
              "A full restore destroys every key of the managed HSM. Make a full backup first; it"
                  + " counts for "
                  + FRESH.toMinutes()
                  + " minutes.")
          .asException();
    }
  }

  private static boolean empty(HsmJobs jobs, Tx tx, VaultFacts facts) {
    var keys = jobs.keys().life().store();
    return keys.list(tx, facts, Optional.empty(), 1).isEmpty()
        && keys.listDeleted(tx, facts, Optional.empty(), 1).isEmpty();
  }
}
