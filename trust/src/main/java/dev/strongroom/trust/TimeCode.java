package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The six digits of an authenticator app (RFC 4226 and RFC 6238, SHA-1 as every app has it; HMAC
/// does not suffer from SHA-1's collisions).
public final class TimeCode {
  private static final int SIX_DIGITS = 1_000_000;
  private static final int LOW_NIBBLE = 0xF;
  private static final int POSITIVE = 0x7FFF_FFFF;

  private TimeCode() {}

  public static String digits(SecretBytes key, long step) {
    try {
      Mac mac = Mac.getInstance(Algorithms.HMAC_SHA1);
      mac.init(new SecretKeySpec(key.reveal(), Algorithms.HMAC_SHA1));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & LOW_NIBBLE;
      int number = ByteBuffer.wrap(hash).getInt(offset) & POSITIVE;
      return String.format(Locale.ROOT, "%06d", number % SIX_DIGITS);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
