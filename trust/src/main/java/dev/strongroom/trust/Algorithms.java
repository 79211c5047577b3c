package dev.strongroom.trust;

/// Every algorithm that we ask a provider for, by its JCA name, with its sizes. No other file of
/// this module writes one, so this is the place to read (or to change) what protects the data.
final class Algorithms {
  static final String AES = "AES";
  static final String AES_GCM = "AES/GCM/NoPadding";
  static final String HKDF = "HKDF-SHA256";
  static final String RSA = "RSA";
  static final String RS256 = "SHA256withRSA";
  static final String EC = "EC";
  static final String ES256 = "SHA256withECDSA";
  static final String ED25519 = "Ed25519";

  static final int AES_KEY_BYTES = 32;
  static final int GCM_NONCE_BYTES = 12;
  static final int GCM_TAG_BYTES = 16;
  static final int RSA_BITS = 2048;

  private Algorithms() {}
}
