package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/// @param hash Argon2id in its text form; kept as a secret because it can be guessed against
/// @param mustChange whether its owner has to choose another at the next sign-in
public record Password(PrincipalId user, SecretBytes hash, Instant changed, boolean mustChange)
    implements Governed {
  /// The hash as it is stored.
  public String hashText() {
    return new String(hash.reveal(), StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("userId", user.toString(), "kind", "password");
  }
}
