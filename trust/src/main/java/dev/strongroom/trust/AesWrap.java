package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/// AES key wrapping (RFC 3394 and RFC 5649), and [KeyTransport] made of it.
final class AesWrap {
  static final int UNIT = 8;
  static final int LEAST = 16;

  /// The longest key that may be wrapped by a caller: any RSA key fits. A token may need a call for
  /// each [#UNIT] and round, and is everybody's meanwhile.
  static final int MOST = 4096;

  private AesWrap() {}

  /// The lengths of something transported to an RSA key of `rsaBytes`.
  static Lengths transported(int rsaBytes) {
    return Lengths.multiplesOf(UNIT, rsaBytes + LEAST);
  }

  /// Wraps `key` for whoever owns `target`.
  static byte[] send(
      RsaPublic target, KeyTransport transport, SecretBytes key, SecureRandom random) {
    try (SecretBytes fresh = SecretBytes.owning(new byte[Algorithms.AES_KEY_BYTES])) {
      random.nextBytes(fresh.reveal());
      byte[] first = target.oaep(transport.hash(), fresh);
      AesKey temporary = new AesKey(fresh.reveal());
      byte[] rest = wrap(Algorithms.AES_KW_PADDED, temporary, key);
      temporary.destroy();
      byte[] both = java.util.Arrays.copyOf(first, first.length + rest.length);
      System.arraycopy(rest, 0, both, first.length, rest.length);
      return both;
    }
  }

  /// Undoes the second half of [#send]. A temporary key that is no AES key is a wrong ciphertext.
  static SecretBytes received(KeyTransport transport, SecretBytes temporary, byte[] rest) {
    if (KeySpec.Oct.ofBits(temporary.length() * Byte.SIZE).isEmpty()) {
      throw Refuse.undecryptable(transport);
    }
    AesKey key = new AesKey(temporary.reveal(), temporary.length());
    try {
      return unwrap(transport, Algorithms.AES_KW_PADDED, key, rest);
    } finally {
      key.destroy();
    }
  }

  static byte[] wrap(String transformation, AesKey under, SecretBytes key) {
    try {
      Cipher cipher = Providers.aes(transformation);
      cipher.init(Cipher.ENCRYPT_MODE, under);
      return cipher.doFinal(key.reveal());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES cannot wrap", broken);
    }
  }

  static SecretBytes unwrap(
      KeyAlgorithm algorithm, String transformation, AesKey under, byte[] wrapped) {
    try {
      Cipher cipher = Providers.aes(transformation);
      cipher.init(Cipher.DECRYPT_MODE, under);
      return SecretBytes.owning(cipher.doFinal(wrapped));
    } catch (BadPaddingException | IllegalBlockSizeException wrong) {
      throw Refuse.undecryptable(algorithm);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES cannot unwrap", broken);
    }
  }
}
