package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// RFC 5649 around a block cipher that somebody else has the key of.
final class RoundsOfWrap {
  private static final int UNIT = AesWrap.UNIT;
  private static final int ROUNDS = 6;
  private static final int MARK = 0xA65959A6;

  private RoundsOfWrap() {}

  /// AES of one block of 16 bytes, in one direction.
  @FunctionalInterface
  interface Block {
    byte[] of(byte[] block);
  }

  static byte[] wrap(Block encrypt, SecretBytes data) {
    int units = (data.length() + UNIT - 1) / UNIT;
    ByteBuffer all = ByteBuffer.allocate(UNIT + units * UNIT);
    all.putInt(MARK).putInt(data.length()).put(data.reveal());
    byte[] bytes = all.array();
    if (units == 1) {
      return replaced(bytes, encrypt.of(bytes));
    }
    for (int t = 1; t <= ROUNDS * units; t += 1) {
      int at = UNIT * (1 + (t - 1) % units);
      byte[] block = encrypt.of(joined(bytes, at));
      count(block, t);
      split(block, bytes, at);
    }
    return bytes;
  }

  /// Empty when it was not wrapped under this key.
  static Optional<SecretBytes> unwrap(Block decrypt, byte[] wrapped) {
    byte[] bytes = wrapped.clone();
    int units = bytes.length / UNIT - 1;
    if (units == 1) {
      split(decrypt.of(wrapped), bytes, UNIT);
    }
    for (int t = units == 1 ? 0 : ROUNDS * units; t > 0; t -= 1) {
      int at = UNIT * (1 + (t - 1) % units);
      byte[] block = joined(bytes, at);
      count(block, t);
      split(decrypt.of(block), bytes, at);
    }
    try {
      return checked(bytes, units);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Optional<SecretBytes> checked(byte[] bytes, int units) {
    ByteBuffer head = ByteBuffer.wrap(bytes);
    boolean bad = head.getInt() != MARK;
    int length = head.getInt();
    if (bad || length <= (units - 1) * UNIT || length > units * UNIT) {
      return Optional.empty();
    }
    int padding = 0;
    for (int i = UNIT + length; i < bytes.length; i += 1) {
      padding |= bytes[i];
    }
    return padding == 0
        ? Optional.of(SecretBytes.owning(Arrays.copyOfRange(bytes, UNIT, UNIT + length)))
        : Optional.empty();
  }

  private static byte[] joined(byte[] bytes, int at) {
    byte[] block = Arrays.copyOf(bytes, 2 * UNIT);
    System.arraycopy(bytes, at, block, UNIT, UNIT);
    return block;
  }

  private static void split(byte[] block, byte[] bytes, int at) {
    System.arraycopy(block, 0, bytes, 0, UNIT);
    System.arraycopy(block, UNIT, bytes, at, UNIT);
    Arrays.fill(block, (byte) 0);
  }

  private static void count(byte[] block, int t) {
    for (int i = 0; i < Integer.BYTES; i += 1) {
      block[UNIT - 1 - i] ^= (byte) (t >>> (Byte.SIZE * i));
    }
  }

  private static byte[] replaced(byte[] plain, byte[] encrypted) {
    Arrays.fill(plain, (byte) 0);
    return encrypted;
  }
}
