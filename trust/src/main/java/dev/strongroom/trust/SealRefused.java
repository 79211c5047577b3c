package dev.strongroom.trust;

/// The root key cannot be had; the message tells the operator what is wrong and what to do.
public final class SealRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealRefused(String message) {
    super(message);
  }
}
