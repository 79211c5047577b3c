package dev.strongroom.identity;

import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/// A secret that the server chose: nobody can choose a weak one. It is shown once, in the answer to
/// the operation that made it.
public record GeneratedSecret(Credential credential, SecretBytes value) {
  /// What fits a form field, a header and a shell word without quoting.
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~-";

  private static final int CLIENT_SECRET_LENGTH = 40;
  private static final int HEADER_BYTES = 32;

  /// Entra shows administrators this many first characters.
  private static final int HINT_LENGTH = 3;

  /// The value, for the one answer that shows it.
  public String text() {
    return new String(value.reveal(), StandardCharsets.US_ASCII);
  }

  /// 40 characters, as Entra's: more than 240 bits. The first is a letter or digit, so that no
  /// command line takes it for an option.
  static SecretBytes clientSecret(SecureRandom random) {
    byte[] text = new byte[CLIENT_SECRET_LENGTH];
    int plain = ALPHABET.indexOf('_');
    for (int i = 0; i < text.length; i += 1) {
      int bound = i == 0 ? plain : ALPHABET.length();
      text[i] = (byte) ALPHABET.charAt(random.nextInt(bound));
    }
    return SecretBytes.owning(text);
  }

  /// 256 bits in upper-case hexadecimal, the form of App Service's `IDENTITY_HEADER`.
  static SecretBytes header(SecureRandom random) {
    byte[] bytes = new byte[HEADER_BYTES];
    random.nextBytes(bytes);
    byte[] text = new byte[2 * HEADER_BYTES];
    for (int i = 0; i < bytes.length; i += 1) {
      text[2 * i] = digit(bytes[i] >> 4);
      text[2 * i + 1] = digit(bytes[i]);
    }
    Arrays.fill(bytes, (byte) 0);
    return SecretBytes.owning(text);
  }

  static String hint(SecretBytes secret) {
    int length = Math.min(HINT_LENGTH, secret.length());
    return new String(secret.reveal(), 0, length, StandardCharsets.UTF_8);
  }

  static SecretBytes sha256(SecretBytes secret) {
    try {
      return SecretBytes.owning(MessageDigest.getInstance("SHA-256").digest(secret.reveal()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte digit(int nibble) {
    return (byte) Character.toUpperCase(Character.forDigit(nibble & 0xF, 16));
  }
}
