package dev.strongroom.trust;

/// A share was not taken; the message tells its operator why.
public final class ShareRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShareRefused(String message) {
    super(message);
  }
}
