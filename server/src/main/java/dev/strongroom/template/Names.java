package dev.strongroom.template;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The two functions that make names of texts, so that a template deployed here names its resources
/// as it did in Azure. Neither protects anything.
final class Names {
  private static final UUID GUID_NAMESPACE =
      UUID.fromString("11fb06fb-712d-4ddd-98c7-e71bbd588830");
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int UNIQUE_LENGTH = 13;
  private static final int BITS = 5;
  private static final int C1 = 0x239b961b;
  private static final int C2 = 0xab0e9789;
  private static final int UUID_BYTES = 16;

  private Names() {}

  /// A GUID of version 5 in a namespace of Azure's.
  static String guid(String text) {
    ByteBuffer named = ByteBuffer.allocate(UUID_BYTES);
    named.putLong(GUID_NAMESPACE.getMostSignificantBits());
    named.putLong(GUID_NAMESPACE.getLeastSignificantBits());
    MessageDigest sha1 = sha1();
    sha1.update(named.array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xf000L) | 0x5000L;
    long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  /// Thirteen characters of base 32 over a 64-bit MurmurHash3 (the variant for 32-bit machines with
  /// two lanes, which is how Azure's `uniqueString` has been found to work).
  static String unique(String text) {
    long hash = murmur(text.getBytes(StandardCharsets.UTF_8));
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < UNIQUE_LENGTH; i += 1) {
      name.append(ALPHABET.charAt((int) (hash >>> (Long.SIZE - BITS))));
      hash <<= BITS;
    }
    return name.toString();
  }

  static String number(String text) {
    return Long.toUnsignedString(murmur(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static long murmur(byte[] bytes) {
    ByteBuffer words = ByteBuffer.wrap(padded(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    int first = 0;
    int second = 0;
    for (int block = 0; block < bytes.length / Long.BYTES; block += 1) {
      first = Integer.rotateLeft(first ^ firstLane(words.getInt()), 19) + second;
      first = first * 5 + 0x561ccd1b;
      second = Integer.rotateLeft(second ^ secondLane(words.getInt()), 13) + first;
      second = second * 5 + 0x0bcaa747;
    }
    if (bytes.length % Long.BYTES > 0) {
      first ^= firstLane(words.getInt());
      second ^= secondLane(words.getInt());
    }
    second ^= bytes.length;
    first = (first ^ bytes.length) + second;
    second += first;
    first = mixed(first);
    second = mixed(second);
    first += second;
    second += first;
    return ((long) second << Integer.SIZE) | Integer.toUnsignedLong(first);
  }

  /// What is left over counts as if zeros followed.
  private static byte[] padded(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, (bytes.length / Long.BYTES + 1) * Long.BYTES);
  }

  private static int firstLane(int word) {
    return Integer.rotateLeft(word * C1, 15) * C2;
  }

  private static int secondLane(int word) {
    return Integer.rotateLeft(word * C2, 17) * C1;
  }

  private static int mixed(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-1", missing);
    }
  }
}
