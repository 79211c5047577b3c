package dev.strongroom.trust;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stores client secrets and passwords as Argon2id in the PHC string format
/// (`$argon2id$v=19$m=19456,t=2,p=1$salt$hash`), and checks them in the same time whether the
/// account exists or not.
public final class SecretHash {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$([a-z0-9=,]{1,40})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private final Argon2Cost cost;

  /// One check takes 19 MiB; more of them at once wait, so that many logins cannot take the memory.
  private final Semaphore turns;

  private final SecureRandom random;
  private final String nobody;

  private record Stored(Argon2Cost cost, byte[] salt, SecretBytes hash) {}

  /// @param atOnce how many checks may run at the same time; the number of cores is a good one
  public SecretHash(Argon2Cost cost, int atOnce, SecureRandom random) {
    this(cost, new Semaphore(atOnce), random);
  }

  SecretHash(Argon2Cost cost, Semaphore turns, SecureRandom random) {
    this.cost = cost;
    this.random = random;
    this.turns = turns;
    this.nobody = write(cost, bytes(SALT_BYTES), bytes(HASH_BYTES));
  }

  public String of(SecretBytes secret) {
    byte[] salt = bytes(SALT_BYTES);
    try (SecretBytes hash = derived(cost, secret, salt, HASH_BYTES)) {
      return write(cost, salt, hash.reveal());
    }
  }

  /// Whether `secret` is the one stored. Pass empty for an account that does not exist: the work is
  /// done all the same, so that the time of the answer does not tell who exists.
  ///
  /// @throws Tampered when `stored` is not what [#of] wrote
  public boolean matches(Optional<String> stored, SecretBytes secret) {
    Stored wanted = read(stored.orElse(nobody));
    try (SecretBytes hash = derived(wanted.cost, secret, wanted.salt, wanted.hash.length())) {
      return wanted.hash.equals(hash) & stored.isPresent();
    }
  }

  /// Whether `stored` was made at another cost than now, so that it should be made again while the
  /// secret is at hand.
  public boolean outdated(String stored) {
    return !read(stored).cost.equals(cost);
  }

  private SecretBytes derived(Argon2Cost at, SecretBytes secret, byte[] salt, int length) {
    turns.acquireUninterruptibly();
    try {
      return at.derive(secret, salt, length);
    } finally {
      turns.release();
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Stored read(String stored) {
    Matcher m = FORM.matcher(stored);
    if (!m.matches()) {
      throw notOurs();
    }
    try {
      return new Stored(
          Argon2Cost.parse(m.group(1)).orElseThrow(SecretHash::notOurs),
          Base64.getDecoder().decode(m.group(2)),
          SecretBytes.owning(Base64.getDecoder().decode(m.group(3))));
    } catch (IllegalArgumentException notBase64) {
      throw notOurs();
    }
  }

  private static String write(Argon2Cost cost, byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$"
        + cost
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  private static Tampered notOurs() {
    return new Tampered("not a stored Argon2id hash");
  }
}
