package dev.strongroom.trust;

/// The root key cannot be had; the message tells the operator what is wrong and what to do.
public final class SealRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean counted;

  SealRefused(String message) {
    this(message, false);
  }

  SealRefused(String message, boolean counted) {
    super(message);
    this.counted = counted;
  }

  /// Whether somebody counts such refusals and locks up after a few: then nothing may try again on
  /// its own.
  public boolean counted() {
    return counted;
  }
}
