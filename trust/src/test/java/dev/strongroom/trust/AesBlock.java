package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/// AES of one block, as a token does it.
final class AesBlock {
  private AesBlock() {}

  static byte[] encrypted(AesKey key, byte[] block) {
    return done(Cipher.ENCRYPT_MODE, key, block);
  }

  static byte[] decrypted(AesKey key, byte[] block) {
    return done(Cipher.DECRYPT_MODE, key, block);
  }

  private static byte[] done(int mode, AesKey key, byte[] block) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, key);
      return cipher.doFinal(block);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
