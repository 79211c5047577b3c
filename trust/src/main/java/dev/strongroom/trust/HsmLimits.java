package dev.strongroom.trust;

import java.time.Duration;

/// What bounds the use of a token.
///
/// @param sessions how many calls may run at once, each in its session and on its thread
/// @param answer how long a caller waits for one call; the HSM counts as away after that
/// @param retryFirst how long to wait before the first try to come back; each further wait is twice
///   as long
/// @param retryMax the longest wait
/// @param probe how often a token that nobody uses is tried, so that its loss is noticed
public record HsmLimits(
    int sessions, Duration answer, Duration retryFirst, Duration retryMax, Duration probe) {
  public static final HsmLimits DEFAULT =
      new HsmLimits(
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15));

  /// Callers that wait for a session; more are refused at once.
  static final int WAITING_MAX = 256;

  public HsmLimits withSessions(int count) {
    return new HsmLimits(count, answer, retryFirst, retryMax, probe);
  }
}
