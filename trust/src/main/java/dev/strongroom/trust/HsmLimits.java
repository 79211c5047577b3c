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

  /// Objects whose handles are remembered. Beyond it they are looked for anew.
  static final int HANDLES_MAX = 10_000;

  /// Objects that one listing of a token reads.
  static final int OBJECTS_MAX = 1_000_000;

  private static final int MAKING_TIMES = 12;

  /// How long a caller waits for a key to be made, brought or listed: some HSMs take long over
  /// RSA-4096.
  Duration making() {
    return answer.multipliedBy(MAKING_TIMES);
  }

  public HsmLimits withSessions(int count) {
    return new HsmLimits(count, answer, retryFirst, retryMax, probe);
  }
}
