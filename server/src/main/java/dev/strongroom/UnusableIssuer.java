package dev.strongroom;

/// A file that the configuration names for a trusted issuer cannot be used.
public final class UnusableIssuer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableIssuer(String message) {
    super(message);
  }

  UnusableIssuer(String message, Exception cause) {
    super(message, cause);
  }
}
