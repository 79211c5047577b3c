package dev.strongroom.identity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// GUIDs made of names (RFC 9562, version 5).
final class NameGuid {
  /// The name space of URLs.
  static final UUID URLS = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private static final long VERSION_BITS = 0xFFFF_FFFF_FFFF_0FFFL;
  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private NameGuid() {}

  static UUID of(UUID space, byte[] name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(Long.BYTES * 2)
              .putLong(space.getMostSignificantBits())
              .putLong(space.getLeastSignificantBits())
              .flip());
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name));
      long high = (hash.getLong() & VERSION_BITS) | VERSION_5;
      long low = (hash.getLong() & VARIANT_BITS) | VARIANT;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
