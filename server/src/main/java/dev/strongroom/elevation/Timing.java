package dev.strongroom.elevation;

import java.time.Instant;
import java.util.Optional;

/// `scheduleInfo`: when a schedule is to begin and end, as it was asked for.
///
/// @param start empty for at once
public record Timing(Optional<Instant> start, Expiration expiration) {
  public static final Timing FOREVER = new Timing(Optional.empty(), new Expiration.Never());

  public sealed interface Expiration {
    record Never() implements Expiration {}

    record At(Instant end) implements Expiration {}

    record After(Span span) implements Expiration {}
  }

  /// A start in the past is now.
  public Instant startAt(Instant now) {
    return start.filter(now::isBefore).orElse(now);
  }

  public Optional<Instant> endFrom(Instant begin) {
    return switch (expiration) {
      case Expiration.Never() -> Optional.empty();
      case Expiration.At(Instant end) -> Optional.of(end);
      case Expiration.After(Span span) -> Optional.of(begin.plus(span.length()));
    };
  }
}
