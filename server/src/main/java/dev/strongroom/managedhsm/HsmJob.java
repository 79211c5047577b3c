package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.VaultId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A backup or restore of a managed HSM, as clients poll it.
///
/// @param id 32 hexadecimal digits
/// @param place where the backup is: the container's address and the folder in it
/// @param key the only one that is restored
/// @param failure why it failed, once it has
public record HsmJob(
    VaultId hsm,
    String id,
    Kind kind,
    BackupPlace place,
    Optional<String> key,
    Span span,
    Optional<String> failure)
    implements Governed {
  /// A server that has not ended a job by then has stopped in the middle of it.
  static final Duration MAX = Duration.ofHours(1);

  /// What is done, and whether only to see that it could be done.
  public enum Kind {
    BACKUP,
    BACKUP_CHECK,
    RESTORE,
    RESTORE_CHECK,
    KEY_RESTORE;

    public boolean backsUp() {
      return this == BACKUP || this == BACKUP_CHECK;
    }
  }

  /// @param ended empty while it goes on
  public record Span(Instant started, Optional<Instant> ended) {}

  /// Where it stands at `now`.
  public enum Status {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED
  }

  public Status status(Instant now) {
    if (span.ended().isEmpty()) {
      return now.isBefore(span.started().plus(MAX)) ? Status.IN_PROGRESS : Status.FAILED;
    }
    return failure.isPresent() ? Status.FAILED : Status.SUCCEEDED;
  }

  HsmJob ended(Instant at, Optional<String> why) {
    return new HsmJob(hsm, id, kind, place, key, new Span(span.started(), Optional.of(at)), why);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("type", "Strongroom/hsmJobs", "name", id, "kind", kind.name());
  }
}
