package dev.strongroom.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.strongroom.identity.ClientProofs.Claim;
import dev.strongroom.identity.Credential.Federated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks a token of another issuer (workload identity federation). Issuer, subject and audience
/// must equal a federated credential of the application before anything is fetched: so nobody can
/// make this server call a URL that its administrator did not write down.
public final class FederatedAssertions {
  private static final Set<JWSAlgorithm> ALLOWED =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
  private static final int MIN_RSA_BITS = 2048;
  private static final int NO_ISSUER = 700211;
  private static final int NO_AUDIENCE = 700212;
  private static final int NO_SUBJECT = 700213;

  private final IssuerKeys keys;

  public FederatedAssertions(IssuerKeys keys) {
    this.keys = keys;
  }

  Federated check(Claim claim, Jwt jwt) {
    Federated trusted = trusted(claim, jwt);
    CertificateAssertions.checkTimes(jwt, claim.now(), Optional.empty());
    checkSignature(trusted.issuer(), jwt, claim.now());
    return trusted;
  }

  private static Federated trusted(Claim claim, Jwt jwt) {
    String issuer = jwt.issuer().orElse("");
    String subject = jwt.subject().orElse("");
    List<Federated> byIssuer =
        claim.credentials().stream()
            .filter(Federated.class::isInstance)
            .map(Federated.class::cast)
            .filter(trust -> trust.issuer().equals(issuer))
            .toList();
    List<Federated> bySubject =
        byIssuer.stream().filter(trust -> trust.subject().equals(subject)).toList();
    if (byIssuer.isEmpty()) {
      throw EntraErrors.noFederation(NO_ISSUER, "issuer", issuer);
    } else if (bySubject.isEmpty()) {
      throw EntraErrors.noFederation(NO_SUBJECT, "subject", subject);
    }
    return bySubject.stream()
        .filter(trust -> jwt.audience().contains(trust.audience()))
        .findFirst()
        .orElseThrow(() ->
            EntraErrors.noFederation(NO_AUDIENCE, "audience", String.join(", ", jwt.audience())));
  }

  private void checkSignature(String issuer, Jwt jwt, Instant now) {
    if (!ALLOWED.contains(jwt.header().getAlgorithm())) {
      throw EntraErrors.badForeignSignature();
    }
    List<JWK> candidates = select(reached(issuer, keys.keys(issuer, now)), jwt);
    if (candidates.isEmpty()) {
      candidates = select(reached(issuer, keys.newer(issuer, now)), jwt);
    }
    if (candidates.stream().noneMatch(key -> signed(key, jwt))) {
      throw EntraErrors.badForeignSignature();
    }
  }

  private static JWKSet reached(String issuer, Optional<JWKSet> keys) {
    return keys.orElseThrow(() -> EntraErrors.issuerUnreachable(issuer));
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
