package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.objects.BackupFormat;
import dev.strongroom.objects.BackupIn;
import dev.strongroom.objects.BackupOut;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a key gets a new version by itself, and how long that version is valid.
///
/// @param expiry how long a rotated version is valid
/// @param afterCreate rotate so long after the latest version was made
/// @param beforeExpiry rotate so long before the latest version expires
/// @param notice tell so long before a version expires
public record RotationPolicy(
    Optional<Span> expiry,
    Optional<Span> afterCreate,
    Optional<Span> beforeExpiry,
    Span notice,
    Stamps stamps) {
  /// What Azure adds to every policy, and has for keys that were given none.
  public static final Span USUAL_NOTICE = new Span("P30D");

  static final Duration LEAST = Duration.ofDays(7);
  static final Duration LEAST_EXPIRY = Duration.ofDays(28);

  /// When it was set, and last changed; of the default policy neither.
  public record Stamps(Optional<Instant> created, Optional<Instant> updated) {
    public static final Stamps NONE = new Stamps(Optional.empty(), Optional.empty());
  }

  public static final RotationPolicy USUAL =
      new RotationPolicy(
          Optional.empty(), Optional.empty(), Optional.empty(), USUAL_NOTICE, Stamps.NONE);

  static final BackupFormat.Besides<Optional<RotationPolicy>> BESIDES =
      new BackupFormat.Besides<>() {
        @Override
        public void write(BackupOut out, Optional<RotationPolicy> policy) {
          out.flag(policy.isPresent());
          policy.ifPresent(present -> {
            out.maybeText(present.expiry.map(Span::text));
            out.maybeText(present.afterCreate.map(Span::text));
            out.maybeText(present.beforeExpiry.map(Span::text));
            out.text(present.notice.text());
            out.maybeTime(present.stamps.created());
            out.maybeTime(present.stamps.updated());
          });
        }

        @Override
        public Optional<RotationPolicy> read(BackupIn in) {
          if (!in.flag()) {
            return Optional.empty();
          }
          Optional<Span> expiry = in.maybeText().map(Span::new);
          Optional<Span> afterCreate = in.maybeText().map(Span::new);
          Optional<Span> beforeExpiry = in.maybeText().map(Span::new);
          Span notice = new Span(in.text());
          Stamps stamps = new Stamps(in.maybeTime(), in.maybeTime());
          return Optional.of(new RotationPolicy(expiry, afterCreate, beforeExpiry, notice, stamps));
        }
      };

  /// Refuses what could not be kept, as Azure does: rotation a week after creation and a week
  /// before expiry at the earliest, a validity of 28 days at least.
  public RotationPolicy checked() {
    expiry.ifPresent(span -> unless(span.isLongerThanOrAsLongAs(LEAST_EXPIRY), "expiryTime", 28));
    afterCreate.ifPresent(span -> unless(span.isLongerThanOrAsLongAs(LEAST), "timeAfterCreate", 7));
    beforeExpiry.ifPresent(
        span -> unless(span.isLongerThanOrAsLongAs(LEAST), "timeBeforeExpiry", 7));
    unless(notice.isLongerThanOrAsLongAs(LEAST), "timeBeforeExpiry", 7);
    if (beforeExpiry.isPresent() && expiry.isEmpty()) {
      throw refused("Rotation before expiry needs an expiryTime in attributes.");
    }
    if (afterCreate.isPresent() && beforeExpiry.isPresent()) {
      throw refused("A rotation has one trigger: timeAfterCreate or timeBeforeExpiry.");
    }
    for (Span whole : expiry.stream().toList()) {
      afterCreate
          .or(() -> beforeExpiry)
          .filter(span -> !span.fitsInto(whole, LEAST))
          .ifPresent(_ -> {
            throw refused(
                "The rotation must come at least 7 days after creation and 7 days before expiry.");
          });
    }
    return this;
  }

  RotationPolicy stamped(Stamps now) {
    return new RotationPolicy(expiry, afterCreate, beforeExpiry, notice, now);
  }

  /// When the key is due for rotation, if ever.
  Optional<Instant> due(KeyProperties latest) {
    return afterCreate
        .map(span -> span.after(latest.created()))
        .or(() -> beforeExpiry.flatMap(span -> latest.attributes().expires().map(span::before)));
  }

  private static void unless(boolean holds, String member, int days) {
    if (!holds) {
      throw refused("The " + member + " must be at least " + days + " days.");
    }
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
