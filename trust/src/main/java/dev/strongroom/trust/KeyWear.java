package dev.strongroom.trust;

/// How often one AES-GCM key may seal under random nonces. NIST SP 800-38D 8.3 allows 2^32; we
/// re-key at a quarter of it, so that the re-keying has a long time to happen.
public final class KeyWear {
  public static final long REKEY_AT = 1L << 30;
  public static final long NEVER_BEYOND = 1L << 32;

  private KeyWear() {}

  public static boolean due(long uses) {
    return uses >= REKEY_AT;
  }

  public static boolean wornOut(long uses) {
    return uses >= NEVER_BEYOND;
  }
}
