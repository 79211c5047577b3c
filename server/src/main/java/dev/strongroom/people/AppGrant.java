package dev.strongroom.people;

import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one sign-in gave one application. Every token issued under it falls with it.
///
/// @param session the browser it was given from; empty for the password grant
/// @param scope what the application asked for first
/// @param expires when it ends, however often it is renewed
/// @param family SHA-256 of what its refresh tokens have in common
/// @param platform how the application is known again
public record AppGrant(
    CredentialId id,
    PrincipalId user,
    AppId client,
    Optional<CredentialId> session,
    Set<String> methods,
    Instant signedIn,
    Instant created,
    Instant expires,
    String address,
    String scope,
    SecretBytes family,
    Platform platform)
    implements Governed {
  public AppGrant {
    methods = Set.copyOf(methods);
  }

  AppGrant family(SecretBytes hash) {
    return new AppGrant(
        id, user, client, session, methods, signedIn, created, expires, address, scope, hash,
        platform);
  }

  /// The family as it is stored.
  public byte[] digest() {
    return family.reveal();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("userId", user.toString(), "appId", client.toString(), "grantId", id.toString());
  }
}
