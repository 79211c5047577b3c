package dev.strongroom.people;

import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// Proof Key for Code Exchange (RFC 7636), S256 only.
final class Pkce {
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private Pkce() {}

  /// A verifier for a code that was asked for without a challenge is a sign of a downgrade (RFC
  /// 9700, 4.8), so either both are there or neither is.
  static boolean holds(Optional<String> challenge, Optional<SecretBytes> verifier) {
    if (challenge.isEmpty() || verifier.isEmpty()) {
      return challenge.isEmpty() && verifier.isEmpty();
    }
    String text = new String(verifier.get().reveal(), StandardCharsets.UTF_8);
    byte[] hash = Ticket.hash(verifier.get()).reveal();
    String hashed = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    return VERIFIER.matcher(text).matches()
        && SecretBytes.utf8(hashed).equals(SecretBytes.utf8(challenge.get()));
  }
}
