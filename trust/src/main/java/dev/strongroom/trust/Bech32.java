package dev.strongroom.trust;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Optional;

/// Bech32 (BIP 173) without its limit of length, as age writes keys.
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECK = 6;
  private static final int GROUP_BITS = 5;

  private Bech32() {}

  /// The bytes behind the prefix, when prefix, alphabet, padding and checksum are right.
  static Optional<byte[]> decode(String prefix, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
    String start = prefix + "1";
    if (!oneCase || !lower.startsWith(start) || lower.length() < start.length() + CHECK) {
      return Optional.empty();
    }
    int[] groups = new int[lower.length() - start.length()];
    for (int i = 0; i < groups.length; i += 1) {
      groups[i] = ALPHABET.indexOf(lower.charAt(start.length() + i));
      if (groups[i] < 0) {
        return Optional.empty();
      }
    }
    return checksum(prefix, groups) == 1 ? bytes(groups, groups.length - CHECK) : Optional.empty();
  }

  static String encode(String prefix, byte[] bytes) {
    int length = (bytes.length * Byte.SIZE + GROUP_BITS - 1) / GROUP_BITS;
    int[] groups = new int[length + CHECK];
    int bits = 0;
    int held = 0;
    int at = 0;
    for (byte one : bytes) {
      held = held << Byte.SIZE | Byte.toUnsignedInt(one);
      for (bits += Byte.SIZE; bits >= GROUP_BITS; at += 1) {
        bits -= GROUP_BITS;
        groups[at] = held >> bits & 31;
      }
    }
    if (bits > 0) {
      groups[at] = held << GROUP_BITS - bits & 31;
    }
    int check = checksum(prefix, groups) ^ 1;
    for (int i = 0; i < CHECK; i += 1) {
      groups[length + i] = check >> GROUP_BITS * (CHECK - 1 - i) & 31;
    }
    StringBuilder text = new StringBuilder(prefix).append('1');
    for (int group : groups) {
      text.append(ALPHABET.charAt(group));
    }
    return text.toString();
  }

  private static Optional<byte[]> bytes(int[] groups, int count) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    for (int i = 0; i < count; i += 1) {
      held = held << GROUP_BITS | groups[i];
      bits += GROUP_BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        bytes.write(held >> bits);
      }
    }
    boolean padded = bits < GROUP_BITS && (held & (1 << bits) - 1) == 0;
    return padded ? Optional.of(bytes.toByteArray()) : Optional.empty();
  }

  private static int checksum(String prefix, int[] groups) {
    int sum = 1;
    for (char c : prefix.toCharArray()) {
      sum = step(sum, c >> GROUP_BITS);
    }
    sum = step(sum, 0);
    for (char c : prefix.toCharArray()) {
      sum = step(sum, c & 31);
    }
    for (int group : groups) {
      sum = step(sum, group);
    }
    return sum;
  }

  private static int step(int sum, int group) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << GROUP_BITS ^ group;
    for (int i = 0; i < GENERATOR.length; i += 1) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
