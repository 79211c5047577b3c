package dev.strongroom.trust;

/// Every algorithm that we ask a provider for, by its JCA name, with its sizes. No other file of
/// this module writes one ([Hash] has the names of hashes), so this is the place to read (or to
/// change) what protects the data.
final class Algorithms {
  static final String AES = "AES";
  static final String AES_GCM = "AES/GCM/NoPadding";
  static final String AES_CBC = "AES/CBC/NoPadding";
  static final String AES_CBC_PADDED = "AES/CBC/PKCS5Padding";
  static final String AES_KW = "AES/KW/NoPadding";
  static final String AES_KW_PADDED = "AES/KWP/NoPadding";
  static final String CHACHA20 = "ChaCha20";
  static final String CHACHA20_POLY1305 = "ChaCha20-Poly1305";
  static final String HMAC_SHA256 = "HmacSHA256";
  static final String HKDF = "HKDF-SHA256";
  static final String HMAC_SHA1 = "HmacSHA1";
  static final String RSA = "RSA";
  static final String RS256 = "SHA256withRSA";
  static final String RSA_BARE = "RSA/ECB/NoPadding";
  static final String RSA_PKCS1 = "RSA/ECB/PKCS1Padding";
  static final String RSA_OAEP = "RSA/ECB/OAEPPadding";
  static final String MGF1 = "MGF1";
  static final String SHA256 = "SHA-256";
  static final String EC = "EC";
  static final String ES256 = "SHA256withECDSA";
  static final String ECDSA = "NONEwithECDSA";
  static final String ED25519 = "Ed25519";
  static final String ML_DSA = "ML-DSA";

  /// One thing by the names of two providers.
  static final String ML_DSA_MU = "ML-DSA-ExtMu";

  static final String ML_DSA_MU_OF_BC = "ML-DSA-EXTERNAL-MU";

  static final int AES_KEY_BYTES = 32;
  static final int AES_BLOCK_BYTES = 16;
  static final int GCM_NONCE_BYTES = 12;
  static final int GCM_TAG_BYTES = 16;
  static final int RSA_BITS = 2048;

  private Algorithms() {}
}
