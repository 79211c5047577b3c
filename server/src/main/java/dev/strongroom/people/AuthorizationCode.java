package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.CredentialId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A code on its way through a browser to the application that asked for it.
///
/// @param challenge of PKCE, S256
/// @param redeemed a code that comes twice has been stolen once, so it stays until it expires
public record AuthorizationCode(
    SecretBytes hash,
    CredentialId grant,
    Instant expires,
    String redirect,
    Optional<String> challenge,
    Optional<String> nonce,
    boolean redeemed)
    implements Governed {
  /// The hash as it is stored.
  public byte[] digest() {
    return hash.reveal();
  }

  AuthorizationCode used() {
    return new AuthorizationCode(hash, grant, expires, redirect, challenge, nonce, true);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("grantId", grant.toString(), "kind", "authorization code");
  }
}
