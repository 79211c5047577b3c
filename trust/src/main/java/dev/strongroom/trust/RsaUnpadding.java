package dev.strongroom.trust;

import java.util.Arrays;
import java.util.Optional;

/// What RFC 8017 puts around a plaintext, taken off in software, after a token has exponentiated.
///
/// Where it goes wrong must not show in time: the loops run over the whole block, nothing branches
/// or indexes by what is in it, and one answer comes at the end. Only the length of a sound
/// plaintext shows, which its owner gets anyway.
final class RsaUnpadding {
  private static final int PKCS1_PADDING_MIN = 8;

  private RsaUnpadding() {}

  /// EME-OAEP without a label (7.1.2, step 3), with MGF1 of the same hash.
  static Optional<SecretBytes> oaep(Hash hash, byte[] encoded) {
    byte[] seed = Arrays.copyOfRange(encoded, 1, 1 + hash.bytes());
    byte[] block = Arrays.copyOfRange(encoded, 1 + hash.bytes(), encoded.length);
    try {
      RsaPadding.mask(hash, block, seed, seed.length);
      RsaPadding.mask(hash, seed, block, block.length);
      byte[] label = hash.start().digest();
      int bad = encoded[0];
      for (int i = 0; i < label.length; i += 1) {
        bad |= block[i] ^ label[i];
      }
      int found = 0;
      int start = 0;
      for (int i = label.length; i < block.length; i += 1) {
        int one = equal(block[i], 1);
        int first = one & ~found & 1;
        bad |= ~(found | one | equal(block[i], 0)) & 1;
        start |= -first & (i + 1);
        found |= one;
      }
      return rest(block, start, bad | (found ^ 1));
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(block, (byte) 0);
    }
  }

  /// EME-PKCS1-v1_5 (7.2.2, step 3).
  static Optional<SecretBytes> pkcs1(byte[] encoded) {
    int bad = encoded[0] | (encoded[1] ^ 2);
    int found = 0;
    int start = 0;
    for (int i = 2; i < encoded.length; i += 1) {
      int zero = equal(encoded[i], 0);
      int first = zero & ~found & 1;
      bad |= first & below(i, 2 + PKCS1_PADDING_MIN);
      start |= -first & (i + 1);
      found |= zero;
    }
    return rest(encoded, start, bad | (found ^ 1));
  }

  private static Optional<SecretBytes> rest(byte[] block, int start, int bad) {
    return bad == 0
        ? Optional.of(SecretBytes.owning(Arrays.copyOfRange(block, start, block.length)))
        : Optional.empty();
  }

  /// 1 or 0.
  private static int equal(byte one, int other) {
    return (((one & 0xff) ^ other) - 1) >>> 31;
  }

  /// 1 or 0, for numbers that are not negative.
  private static int below(int one, int other) {
    return (one - other) >>> 31;
  }
}
