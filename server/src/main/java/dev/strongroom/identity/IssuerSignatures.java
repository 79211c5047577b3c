package dev.strongroom.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.List;
import java.util.Optional;

/// Checks a foreign signature with the issuer's own keys. What a token says about keys (`jku`,
/// `jwk`, `x5u`, `x5c`) is never looked at, only which of the issuer's keys it names.
final class IssuerSignatures {
  private static final int MIN_RSA_BITS = 2048;

  private IssuerSignatures() {}

  /// Whether the set has a key that the token may mean.
  static boolean knows(JWKSet keys, Jwt jwt) {
    return !select(keys, jwt).isEmpty();
  }

  static boolean holds(JWKSet keys, Jwt jwt) {
    return select(keys, jwt).stream().anyMatch(key -> signed(key, jwt));
  }

  private static List<JWK> select(JWKSet keys, Jwt jwt) {
    return Optional.ofNullable(JWKMatcher.forJWSHeader(jwt.header()))
        .map(matcher -> new JWKSelector(matcher).select(keys))
        .orElse(List.of());
  }

  private static boolean signed(JWK key, Jwt jwt) {
    try {
      Optional<JWSVerifier> verifier = verifier(key);
      return verifier.isPresent() && jwt.signed().verify(verifier.get());
    } catch (JOSEException | IllegalStateException unusable) {
      return false;
    }
  }

  private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
    if (key instanceof RSAKey rsa) {
      return rsa.size() < MIN_RSA_BITS ? Optional.empty() : Optional.of(new RSASSAVerifier(rsa));
    } else if (key instanceof ECKey ec) {
      return Optional.of(new ECDSAVerifier(ec));
    }
    return Optional.empty();
  }
}
