package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
import dev.strongroom.trust.KeyRefusal.Part;
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

  static void cbcTakes(EncryptionAlgorithm algorithm, byte[] iv, int length) {
    unlessIv(algorithm, iv);
    if (algorithm.mode() == Mode.CBC) {
      Refuse.unlessLong(algorithm, Part.PLAINTEXT, BLOCKS, length);
    }
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
