package dev.strongroom.dataplane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How much of one kind may be asked for in a window. The first request after the end of a window
/// begins the next one; what is refused does not count.
final class Meter {
  static final Duration WINDOW = Duration.ofSeconds(10);

  private final long capacity;
  private Instant begun = Instant.EPOCH;
  private long used;

  Meter(long capacity) {
    this.capacity = capacity;
  }

  /// Counts `cost`, or says how long it is until there is room for it again. Who read the clock
  /// first may come second, which begins no window; a clock that was set back far does.
  synchronized Optional<Duration> count(long cost, Instant now) {
    if (now.isBefore(begun.minus(WINDOW)) || !now.isBefore(end())) {
      begun = now;
      used = 0;
    }
    if (used + cost > capacity) {
      return Optional.of(wholeSeconds(Duration.between(now, end())));
    }
    used += cost;
    return Optional.empty();
  }

  private Instant end() {
    return begun.plus(WINDOW);
  }

  /// Rounded up: whoever comes back then finds a new window.
  private static Duration wholeSeconds(Duration left) {
    return Duration.ofSeconds(left.plusNanos(999_999_999).toSeconds());
  }
}
