package dev.strongroom.trust;

import java.time.Duration;

/// The HSM cannot be used now. The message says why, for the operator's log and not for clients.
public final class HsmAway extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Duration SOON = Duration.ofSeconds(1);
  private final Duration retryAfter;
  private final boolean pinRefused;

  HsmAway(String reason) {
    this(reason, SOON);
  }

  HsmAway(String reason, Duration retryAfter) {
    this(reason, retryAfter, false);
  }

  private HsmAway(String reason, Duration retryAfter, boolean pinRefused) {
    super(reason);
    this.retryAfter = retryAfter;
    this.pinRefused = pinRefused;
  }

  static HsmAway byPin() {
    return new HsmAway(
        "it does not accept the PIN, which is not tried again, because tokens lock after a few"
            + " wrong ones",
        SOON,
        true);
  }

  /// It stays so until somebody gives another PIN.
  boolean pinRefused() {
    return pinRefused;
  }

  /// When it may be worth another try.
  public Duration retryAfter() {
    return retryAfter;
  }
}
