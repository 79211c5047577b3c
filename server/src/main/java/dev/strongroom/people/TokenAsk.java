package dev.strongroom.people;

import dev.strongroom.identity.ClientPassed;
import dev.strongroom.identity.Directory;
import dev.strongroom.identity.EntraErrors;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// What a client sent to a token endpoint for a person, as far as it sent it.
///
/// @param tenant the first segment of the path
/// @param v1 whether it is the v1.0 endpoint, whose id tokens name another issuer
/// @param origin of the page that asks, if it is one
/// @param proven the application that has proved itself in this request
public record TokenAsk(
    String tenant,
    boolean v1,
    Optional<String> clientId,
    Optional<String> scope,
    Optional<String> resource,
    Optional<SecretBytes> code,
    Optional<String> redirect,
    Optional<SecretBytes> verifier,
    Optional<SecretBytes> refreshToken,
    Optional<SecretBytes> deviceCode,
    Optional<String> origin,
    Optional<ClientPassed> proven) {
  Client client(Directory directory) {
    return Client.find(directory, clientId.orElseThrow(() -> EntraErrors.missing("client_id")));
  }

  public TokenAsk by(Optional<ClientPassed> passed) {
    return new TokenAsk(
        tenant,
        v1,
        clientId,
        scope,
        resource,
        code,
        redirect,
        verifier,
        refreshToken,
        deviceCode,
        origin,
        passed);
  }

  /// What it asks for; what was asked for at the beginning when it names nothing.
  AskedScopes scopes(String atFirst) {
    AskedScopes first = AskedScopes.of(atFirst);
    Optional<AskedScopes> now = scope.map(AskedScopes::of);
    if (resource.isPresent() && now.flatMap(AskedScopes::resource).isEmpty()) {
      return AskedScopes.ofResource(resource.get());
    }
    return now.map(asked -> new AskedScopes(asked.resource().or(first::resource), asked.openId()))
        .orElse(first);
  }
}
