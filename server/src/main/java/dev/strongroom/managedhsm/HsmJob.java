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
  /// How long a server that says nothing of its job is believed to go on with it. Longer than any
  /// step of a job takes.
  static final Duration LEASE = Duration.ofMinutes(3);

  /// How old what it said may become before it says it again.
  public static final Duration BEAT = Duration.ofSeconds(30);

  public static final String CUT = "The server stopped before the job had ended.";

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

  /// @param alive until when its server is believed to go on with it
  /// @param ended empty while it goes on
  public record Span(Instant started, Instant alive, Optional<Instant> ended) {
    static Span from(Instant now) {
      return new Span(now, now.plus(LEASE), Optional.empty());
    }
  }

  /// Where it stands at `now`.
  public enum Status {
    IN_PROGRESS,
    SUCCEEDED,
    FAILED
  }

  public Status status(Instant now) {
    if (span.ended().isEmpty()) {
      return now.isBefore(span.alive()) ? Status.IN_PROGRESS : Status.FAILED;
    }
    return failure.isPresent() ? Status.FAILED : Status.SUCCEEDED;
  }

  HsmJob ended(Instant at, Optional<String> why) {
    return with(new Span(span.started(), span.alive(), Optional.of(at)), why);
  }

  HsmJob alive(Instant now) {
    return with(new Span(span.started(), now.plus(LEASE), Optional.empty()), failure);
  }

  private HsmJob with(Span other, Optional<String> why) {
    return new HsmJob(hsm, id, kind, place, key, other, why);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("type", "Strongroom/hsmJobs", "name", id, "kind", kind.name());
  }
}
