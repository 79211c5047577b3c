package dev.strongroom.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.trust.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/// Remembers when a device asked last.
public final class DevicePace {
  private static final int MAX_REMEMBERED = 20_000;

  /// What the network may take away from the interval.
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final Cache<String, Instant> asked =
      Caffeine.newBuilder()
          .maximumSize(MAX_REMEMBERED)
          .expireAfterWrite(PeopleTimes.DEVICE)
          .build();

  /// Whether it may be answered now; it counts as having asked either way.
  boolean admit(SecretBytes hash, Instant now) {
    String key = HexFormat.of().formatHex(hash.reveal());
    Instant last = asked.asMap().put(key, now);
    Duration least = PeopleTimes.DEVICE_INTERVAL.minus(TOLERANCE);
    return last == null || last.isAfter(now) || !now.isBefore(last.plus(least));
  }
}
