package dev.strongroom.people;

import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// Random values that the server gives away and knows again by their hash: 256 bits, in base64url.
public final class Ticket {
  private static final int BYTES = 32;

  private Ticket() {}

  public static SecretBytes fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
    Arrays.fill(bytes, (byte) 0);
    return SecretBytes.owning(text);
  }

  public static SecretBytes hash(SecretBytes ticket) {
    try {
      return SecretBytes.owning(MessageDigest.getInstance("SHA-256").digest(ticket.reveal()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A hash as it is stored.
  public static byte[] stored(SecretBytes hash) {
    return hash.reveal();
  }

  public static String text(SecretBytes ticket) {
    return new String(ticket.reveal(), StandardCharsets.US_ASCII);
  }
}
