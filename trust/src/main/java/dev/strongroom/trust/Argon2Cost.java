package dev.strongroom.trust;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// How much work one guess costs with Argon2id (RFC 9106).
///
/// @param memoryKib memory in KiB
/// @param passes passes over that memory
/// @param lanes independent lanes
public record Argon2Cost(int memoryKib, int passes, int lanes) {
  /// OWASP's minimum, and what a stored client secret or password costs: about 50 ms.
  public static final Argon2Cost SECRET = new Argon2Cost(19 * 1024, 2, 1);

  /// RFC 9106's second recommended choice, for the one passphrase that opens everything.
  public static final Argon2Cost ROOT = new Argon2Cost(64 * 1024, 3, 4);

  private static final int MEMORY_KIB_MIN = 19 * 1024;
  private static final int MEMORY_KIB_MAX = 1024 * 1024;
  private static final int PASSES_MIN = 2;
  private static final int PASSES_MAX = 64;
  private static final int LANES_MAX = 16;
  private static final Pattern FORM =
      Pattern.compile("m=([1-9][0-9]{0,7}),t=([1-9][0-9]{0,2}),p=([1-9][0-9]?)");

  /// Costs below the minimum are refused here, so a weak one can neither be configured nor be
  /// slipped into a file; costs above the maximum would be a way to exhaust the server.
  public Argon2Cost {
    require(memoryKib >= MEMORY_KIB_MIN && memoryKib <= MEMORY_KIB_MAX, "memory", memoryKib);
    require(passes >= PASSES_MIN && passes <= PASSES_MAX, "passes", passes);
    require(lanes >= 1 && lanes <= LANES_MAX, "lanes", lanes);
  }

  /// Reads `m=19456,t=2,p=1`; empty when it is not of that form or not an allowed cost.
  static Optional<Argon2Cost> parse(String text) {
    Matcher m = FORM.matcher(text);
    try {
      return m.matches()
          ? Optional.of(new Argon2Cost(number(m, 1), number(m, 2), number(m, 3)))
          : Optional.empty();
    } catch (IllegalArgumentException notAllowed) {
      return Optional.empty();
    }
  }

  SecretBytes derive(SecretBytes secret, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] out = new byte[length];
    generator.generateBytes(secret.reveal(), out);
    return SecretBytes.owning(out);
  }

  @Override
  public String toString() {
    return "m=" + memoryKib + ",t=" + passes + ",p=" + lanes;
  }

  private static int number(Matcher m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static void require(boolean allowed, String what, int value) {
    if (!allowed) {
      throw new IllegalArgumentException("Argon2id " + what + " out of bounds: " + value);
    }
  }
}
