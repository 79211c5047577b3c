package dev.strongroom.identity;

import java.time.Duration;

/// The times and sizes of tokens and keys.
public final class TokenTimes {
  /// How long a token holds; Entra's is 60 to 90 minutes.
  public static final Duration LIFETIME = Duration.ofSeconds(3_600);

  /// How far the clocks of our own nodes may differ.
  public static final Duration SKEW = Duration.ofSeconds(60);

  /// How far the clock of a client or a foreign issuer may differ, as in Entra.
  public static final Duration FOREIGN_SKEW = Duration.ofMinutes(5);

  /// How long an assertion that a client signed for itself may hold. Clients use 10 minutes.
  public static final Duration MAX_ASSERTION_LIFETIME = Duration.ofHours(24);

  /// How long one key signs.
  public static final Duration KEY_PERIOD = Duration.ofDays(30);

  /// How long a key is published before it signs; relying parties cache key sets for a day.
  public static final Duration KEY_AHEAD = Duration.ofDays(2);

  /// Longer texts are not tokens.
  public static final int MAX_TOKEN_LENGTH = 16_384;

  private TokenTimes() {}
}
