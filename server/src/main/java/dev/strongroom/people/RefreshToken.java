package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One link in the chain of a grant's refresh tokens.
///
/// @param replaced when it was used
public record RefreshToken(
    SecretBytes hash, CredentialId grant, Instant issued, Optional<Instant> replaced)
    implements Governed {
  /// The hash as it is stored.
  public byte[] digest() {
    return hash.reveal();
  }

  RefreshToken replaced(Instant at) {
    return new RefreshToken(hash, grant, issued, Optional.of(replaced.orElse(at)));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("grantId", grant.toString(), "kind", "refresh token");
  }
}
