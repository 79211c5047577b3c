package dev.strongroom.people;

import dev.strongroom.identity.ServerSeal;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.Tampered;
import dev.strongroom.trust.TimeCode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/// What an authenticator app shares with us (RFC 6238: SHA-1, six digits, 30 seconds, as every app
/// understands). RFC 4226 asks for 160 bits.
///
/// The code itself is twenty lines over an HMAC, in `trust`; a library would bring QR codes and
/// more, and leave what matters, refusing a step that was used, to us.
final class TotpSecret {
  static final int BYTES = 20;
  private static final int LETTERS = 32;
  private static final int LETTER_BITS = 5;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int STEP_SECONDS = 30;
  private static final int ID_BYTES = 16;

  private TotpSecret() {}

  static SecretBytes fresh(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return SecretBytes.owning(bytes);
  }

  /// In Base32 (RFC 4648), as apps take it.
  static SecretBytes shown(SecretBytes secret) {
    byte[] out = new byte[LETTERS];
    BigInteger bits = new BigInteger(1, secret.reveal());
    for (int i = LETTERS - 1; i >= 0; i -= 1) {
      out[i] = (byte) BASE32.charAt(bits.intValue() & (BASE32.length() - 1));
      bits = bits.shiftRight(LETTER_BITS);
    }
    return SecretBytes.owning(out);
  }

  /// Reads what [#shown] wrote.
  static SecretBytes parse(SecretBytes text) {
    BigInteger bits = BigInteger.ZERO;
    for (byte letter : text.reveal()) {
      int value = BASE32.indexOf(letter);
      if (value < 0 || text.length() != LETTERS) {
        throw PeopleErrors.wrongCode();
      }
      bits = bits.shiftLeft(LETTER_BITS).or(BigInteger.valueOf(value));
    }
    byte[] signed = bits.toByteArray();
    byte[] secret = new byte[BYTES];
    int length = Math.min(signed.length, BYTES);
    System.arraycopy(signed, signed.length - length, secret, BYTES - length, length);
    return SecretBytes.owning(secret);
  }

  /// Under the server's key, with the user it belongs to: a row moved to another user does not
  /// open.
  static SecretBytes seal(ServerSeal seal, PrincipalId user, SecretBytes secret) {
    ByteBuffer bound = ByteBuffer.allocate(ID_BYTES + secret.length());
    bound.putLong(user.value().getMostSignificantBits());
    bound.putLong(user.value().getLeastSignificantBits()).put(secret.reveal());
    try (SecretBytes whole = SecretBytes.owning(bound.array())) {
      return SecretBytes.owning(seal.seal(whole));
    }
  }

  /// The time step that these digits belong to: the present one, the one before or the one after,
  /// but none that was used already.
  static OptionalLong step(ServerSeal seal, Factor.Totp totp, String digits, Instant now) {
    try (SecretBytes secret = open(seal, totp)) {
      return step(secret, digits, now, totp.lastStep());
    }
  }

  static OptionalLong step(SecretBytes secret, String digits, Instant now, long lastUsed) {
    long present = now.getEpochSecond() / STEP_SECONDS;
    SecretBytes given = SecretBytes.utf8(digits);
    OptionalLong found = OptionalLong.empty();
    for (long step = present - 1; step <= present + 1; step += 1) {
      boolean same = SecretBytes.utf8(TimeCode.digits(secret, step)).equals(given);
      if (same && step > lastUsed && found.isEmpty()) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static SecretBytes open(ServerSeal seal, Factor.Totp totp) {
    try (SecretBytes whole = seal.open(totp.stored())) {
      ByteBuffer bound = ByteBuffer.wrap(whole.reveal());
      UUID owner = new UUID(bound.getLong(), bound.getLong());
      if (!owner.equals(totp.user().value())) {
        throw new Tampered("a second factor of another user");
      }
      byte[] secret = new byte[bound.remaining()];
      bound.get(secret);
      return SecretBytes.owning(secret);
    }
  }
}
