package dev.strongroom.trust.pkcs11;

/// The file is not a PKCS #11 module that this machine can load; the message says why.
public final class UnusableModule extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableModule(String message) {
    super(message);
  }
}
