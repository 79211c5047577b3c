package dev.strongroom.people;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.CredentialId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// A browser in which somebody is signed in.
///
/// @param cookie SHA-256 of the cookie's value, which has 256 random bits
/// @param methods what the person showed (`amr`)
/// @param address and `agent` are what its owner knows it by
public record Session(
    CredentialId id,
    SecretBytes cookie,
    PrincipalId user,
    Set<String> methods,
    Instant signedIn,
    Instant expires,
    String address,
    String agent)
    implements Governed {
  public Session {
    methods = Set.copyOf(methods);
  }

  Session with(Set<String> shown) {
    return new Session(id, cookie, user, shown, signedIn, expires, address, agent);
  }

  /// The cookie's hash as it is stored.
  public byte[] digest() {
    return cookie.reveal();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("userId", user.toString(), "sessionId", id.toString());
  }
}
