package dev.strongroom.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
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
    JWKSet known = reached(issuer, keys.keys(issuer, now));
    JWKSet right =
        IssuerSignatures.knows(known, jwt) ? known : reached(issuer, keys.newer(issuer, now));
    if (!IssuerSignatures.holds(right, jwt)) {
      throw EntraErrors.badForeignSignature();
    }
  }

  private static JWKSet reached(String issuer, Optional<JWKSet> keys) {
    return keys.orElseThrow(() -> EntraErrors.issuerUnreachable(issuer));
  }
}
