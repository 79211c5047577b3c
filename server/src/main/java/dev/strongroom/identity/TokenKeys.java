package dev.strongroom.identity;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys tokens may be signed with at one moment, oldest first. Immutable.
public final class TokenKeys {
  private final List<TokenKey> keys;
  private final Map<String, RSASSAVerifier> verifiers = new HashMap<>();

  public TokenKeys(List<TokenKey> keys) {
    this.keys = keys.stream().sorted(Comparator.comparing(TokenKey::signsFrom)).toList();
    keys.forEach(key -> verifiers.put(key.id(), new RSASSAVerifier(key.publicKey())));
  }

  public List<TokenKey> all() {
    return keys;
  }

  /// The youngest key whose time has come; the oldest one when the clock was set back before it.
  public Optional<TokenKey> signing(Instant now) {
    return keys.reversed().stream()
        .filter(key -> !key.signsFrom().isAfter(now))
        .findFirst()
        .or(() -> keys.stream().findFirst());
  }

  public boolean holds(String id) {
    return verifiers.containsKey(id);
  }

  Optional<RSASSAVerifier> verifier(String id) {
    return Optional.ofNullable(verifiers.get(id));
  }
}
