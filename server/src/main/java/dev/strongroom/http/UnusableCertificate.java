package dev.strongroom.http;

/// A certificate or key file cannot be used; the message names the file and says why.
public final class UnusableCertificate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableCertificate(String message) {
    super(message);
  }
}
