package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
import dev.strongroom.trust.KeyRefusal.Part;
import java.util.Arrays;
import java.util.Optional;

/// What symmetric keys take, wherever they are.
final class OctRules {
  private static final Lengths BLOCKS =
      Lengths.multiplesOf(Algorithms.AES_BLOCK_BYTES, Algorithms.AES_BLOCK_BYTES);

  private OctRules() {}

  /// GCM's nonce is ours, always: one that came twice would give the key away. CBC has no use for
  /// additional data, and takes no notice of it, as in Azure.
  static void encryptable(EncryptionAlgorithm algorithm, KeySpec.Oct key, Optional<byte[]> iv) {
    Refuse.unlessFits(algorithm, key, KeyUse.ENCRYPT);
    if (algorithm.mode() == Mode.GCM) {
      Refuse.given(algorithm, Part.IV, iv);
    }
  }

  /// Whole blocks of a plaintext. Without padding, what ends within a block is filled with zeros,
  /// as in Azure; they come back when it is decrypted.
  static SecretBytes cbcBlocks(EncryptionAlgorithm algorithm, byte[] iv, SecretBytes plaintext) {
    unlessIv(algorithm, iv);
    int length = plaintext.length();
    if (algorithm.mode() == Mode.CBC) {
      Refuse.unlessLong(algorithm, Part.PLAINTEXT, Lengths.multiplesOf(1, 1), length);
    }
    int block = Algorithms.AES_BLOCK_BYTES;
    int within = length % block;
    int padding = algorithm.mode() == Mode.CBC && within == 0 ? 0 : block - within;
    byte[] blocks = Arrays.copyOf(plaintext.reveal(), length + padding);
    Arrays.fill(blocks, length, blocks.length, (byte) (algorithm.mode() == Mode.CBC ? 0 : padding));
    return SecretBytes.owning(blocks);
  }

  /// The initialization vector of something that may be decrypted.
  static byte[] decryptable(EncryptionAlgorithm algorithm, KeySpec.Oct key, Ciphertext ciphertext) {
    Refuse.unlessFits(algorithm, key, KeyUse.DECRYPT);
    byte[] iv = Refuse.missing(algorithm, Part.IV, ciphertext.iv());
    unlessIv(algorithm, iv);
    if (algorithm.mode() == Mode.GCM) {
      byte[] tag = Refuse.missing(algorithm, Part.TAG, ciphertext.tag());
      Refuse.unlessLong(algorithm, Part.TAG, Lengths.exactly(Algorithms.GCM_TAG_BYTES), tag.length);
    } else {
      Refuse.given(algorithm, Part.AAD, ciphertext.aad());
      Refuse.given(algorithm, Part.TAG, ciphertext.tag());
      Refuse.unlessLong(algorithm, Part.CIPHERTEXT, BLOCKS, ciphertext.bytes().length);
    }
    return iv;
  }

  static void wrappable(EncryptionAlgorithm algorithm, KeySpec.Oct key, int length) {
    Refuse.unlessFits(algorithm, key, KeyUse.WRAP);
    Lengths wanted =
        algorithm.mode() == Mode.KW
            ? new Lengths(AesWrap.LEAST, AesWrap.MOST, AesWrap.UNIT)
            : Lengths.between(1, AesWrap.MOST);
    Refuse.unlessLong(algorithm, Part.PLAINTEXT, wanted, length);
  }

  static void unwrappable(EncryptionAlgorithm algorithm, KeySpec.Oct key, int length) {
    Refuse.unlessFits(algorithm, key, KeyUse.UNWRAP);
    int least = algorithm.mode() == Mode.KW ? AesWrap.LEAST + AesWrap.UNIT : AesWrap.LEAST;
    Lengths wanted = new Lengths(least, AesWrap.MOST + AesWrap.UNIT, AesWrap.UNIT);
    Refuse.unlessLong(algorithm, Part.CIPHERTEXT, wanted, length);
  }

  private static void unlessIv(EncryptionAlgorithm algorithm, byte[] iv) {
    int wanted =
        algorithm.mode() == Mode.GCM ? Algorithms.GCM_NONCE_BYTES : Algorithms.AES_BLOCK_BYTES;
    Refuse.unlessLong(algorithm, Part.IV, Lengths.exactly(wanted), iv.length);
  }
}
