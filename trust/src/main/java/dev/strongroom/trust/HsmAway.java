package dev.strongroom.trust;

import java.time.Duration;

/// The HSM cannot be used now. The message says why, for the operator's log and not for clients.
public final class HsmAway extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration SOON = Duration.ofSeconds(1);
  private final Duration retryAfter;

  HsmAway(String reason) {
    this(reason, SOON);
  }

  HsmAway(String reason, Duration retryAfter) {
    super(reason);
    this.retryAfter = retryAfter;
  }

  /// When it may be worth another try.
  public Duration retryAfter() {
    return retryAfter;
  }
}
