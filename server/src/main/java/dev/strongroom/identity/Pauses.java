package dev.strongroom.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.kernel.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentMap;

/// Makes whoever fails wait, twice as long each time. Memory is bounded: when it is full the oldest
/// strangers are forgotten.
public final class Pauses {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MAX_REMEMBERED = 20_000;
  private static final int MAX_DOUBLINGS = 9;

  private record Failures(int count, Instant until) {}

  private final ConcurrentMap<String, Failures> failures;

  public Pauses() {
    Cache<String, Failures> bounded =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(LONGEST.multipliedBy(2))
            .build();
    failures = bounded.asMap();
  }

  /// Throws [Problem.Throttled] while the pause after the last failure lasts. Attempts within the
  /// pause do not lengthen it.
  public void check(String key, Instant now) {
    Failures known = failures.get(key);
    if (known != null && now.isBefore(known.until())) {
      Duration wait = Duration.between(now, known.until()).plusMillis(999);
      throw new Problem.Throttled(Duration.ofSeconds(wait.toSeconds())).asException();
    }
  }

  /// @param free how many failures cost nothing
  public void count(String key, int free, Instant now) {
    failures.merge(key, new Failures(1, now), (old, _) -> next(old.count() + 1, free, now));
  }

  public void forget(String key) {
    failures.remove(key);
  }

  private static Failures next(int count, int free, Instant now) {
    if (count < free) {
      return new Failures(count, now);
    }
    int doublings = Math.min(count - free, MAX_DOUBLINGS);
    Duration pause = FIRST.multipliedBy(1L << doublings);
    return new Failures(count, now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
  }
}
