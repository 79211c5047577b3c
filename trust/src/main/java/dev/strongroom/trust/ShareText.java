package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// One share of an [OperatorsSeal] as operators carry it, in one word that can be pasted:
///
/// ```
/// strongroom-share-1. | base64url of: id of the seal (8) | number (1) | share (32) | check (4)
/// ```
///
/// The check is the start of a hash of what is before it: it finds slips of the pen, not attackers.
record ShareText(String seal, int number, SecretBytes share) implements AutoCloseable {
  private static final String PREFIX = "strongroom-share-1.";
  private static final int SHARE_BYTES = Algorithms.AES_KEY_BYTES;
  private static final int ID_BYTES = 8;
  private static final int CHECK_BYTES = 4;
  private static final int LENGTH = ID_BYTES + 1 + SHARE_BYTES + CHECK_BYTES;

  SecretBytes written() {
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH)
            .put(HexFormat.of().parseHex(seal))
            .put((byte) number)
            .put(share.reveal());
    bytes.put(check(bytes.array()));
    byte[] base64 = Base64.getUrlEncoder().withoutPadding().encode(bytes.array());
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    byte[] text = Arrays.copyOf(prefix, prefix.length + base64.length);
    System.arraycopy(base64, 0, text, prefix.length, base64.length);
    Arrays.fill(bytes.array(), (byte) 0);
    Arrays.fill(base64, (byte) 0);
    return SecretBytes.owning(text);
  }

  /// Empty when this is no share, or a letter of it is wrong.
  static Optional<ShareText> parse(SecretBytes text) {
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    byte[] given = text.reveal();
    int from = 0;
    int to = given.length;
    while (from < to && given[from] <= ' ') {
      from += 1;
    }
    while (to > from && given[to - 1] <= ' ') {
      to -= 1;
    }
    if (to - from < prefix.length
        || !Arrays.equals(given, from, from + prefix.length, prefix, 0, prefix.length)) {
      return Optional.empty();
    }
    byte[] base64 = Arrays.copyOfRange(given, from + prefix.length, to);
    try (SecretBytes bytes = SecretBytes.owning(Base64.getUrlDecoder().decode(base64))) {
      return of(bytes.reveal());
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    } finally {
      Arrays.fill(base64, (byte) 0);
    }
  }

  private static Optional<ShareText> of(byte[] bytes) {
    int end = LENGTH - CHECK_BYTES;
    if (bytes.length != LENGTH
        || !Arrays.equals(check(bytes), Arrays.copyOfRange(bytes, end, LENGTH))) {
      return Optional.empty();
    }
    String seal = HexFormat.of().formatHex(bytes, 0, ID_BYTES);
    byte[] share = Arrays.copyOfRange(bytes, ID_BYTES + 1, end);
    return Optional.of(
        new ShareText(seal, Byte.toUnsignedInt(bytes[ID_BYTES]), SecretBytes.owning(share)));
  }

  private static byte[] check(byte[] bytes) {
    var hash = Merkle.sha256();
    hash.update(bytes, 0, LENGTH - CHECK_BYTES);
    return Arrays.copyOf(hash.digest(), CHECK_BYTES);
  }

  @Override
  public void close() {
    share.close();
  }
}
