package dev.strongroom.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.strongroom.identity.ClientProofs.Claim;
import dev.strongroom.identity.Credential.Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Checks an assertion that a client signed with the key of a registered certificate (RFC 7523, as
/// Entra wants it).
public final class CertificateAssertions {
  private static final Set<JWSAlgorithm> ALLOWED = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  private final Issuers issuers;
  private final AssertionReplay replay;

  public CertificateAssertions(Issuers issuers, AssertionReplay replay) {
    this.issuers = issuers;
    this.replay = replay;
  }

  Certificate check(Claim claim, Jwt jwt) {
    Certificate certificate = registered(claim, jwt);
    checkSignature(certificate, jwt);
    checkClaims(claim, jwt);
    Instant until = certificate.certificate().getNotAfter().toInstant();
    if (claim.now().isAfter(until)) {
      throw EntraErrors.badCertificateAssertion("The certificate expired at " + until + ".");
    }
    if (!replay.admit(jwt, claim.address())) {
      throw EntraErrors.badCertificateAssertion(
          "The assertion was already used from another address. Sign a new one.");
    }
    return certificate;
  }

  /// Finds the certificate by any of the names clients use: `x5t#S256`, `x5t`, `kid`.
  private static Certificate registered(Claim claim, Jwt jwt) {
    Map<String, Object> header = jwt.header().toJSONObject();
    List<String> names =
        Stream.of("x5t#S256", "x5t", "kid")
            .map(header::get)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList();
    return claim.credentials().stream()
        .filter(Certificate.class::isInstance)
        .map(Certificate.class::cast)
        .filter(certificate -> names.stream().anyMatch(certificate.thumbprints()::matches))
        .findFirst()
        .orElseThrow(() ->
            EntraErrors.unknownCertificate(names.stream().findFirst().orElse(""), claim.client()));
  }

  private static void checkSignature(Certificate certificate, Jwt jwt) {
    if (!ALLOWED.contains(jwt.header().getAlgorithm())) {
      throw EntraErrors.badCertificateAssertion("The algorithm must be RS256 or PS256.");
    }
    RSAPublicKey key = (RSAPublicKey) certificate.certificate().getPublicKey();
    try {
      if (!jwt.signed().verify(new RSASSAVerifier(key))) {
        throw EntraErrors.badCertificateAssertion("The signature is wrong.");
      }
    } catch (JOSEException | IllegalStateException unusable) {
      throw EntraErrors.badCertificateAssertion("The signature cannot be read.");
    }
  }

  private void checkClaims(Claim claim, Jwt jwt) {
    if (jwt.subject().filter(claim.client()::equalsIgnoreCase).isEmpty()) {
      throw EntraErrors.assertionSubject();
    }
    boolean forUs =
        jwt.audience().stream()
            .anyMatch(audience -> issuers.isTokenEndpoint(audience, claim.principal().tenant()));
    if (!forUs) {
      throw EntraErrors.assertionAudience();
    }
    checkTimes(jwt, claim.now(), Optional.of(TokenTimes.MAX_ASSERTION_LIFETIME));
  }

  /// An assertion needs an end, and a client's own one that is near: it is remembered until then.
  static void checkTimes(Jwt jwt, Instant now, Optional<Duration> longest) {
    Instant expires =
        jwt.expires().orElseThrow(() -> EntraErrors.assertionOutOfTime(now, "(missing)"));
    boolean open =
        now.isBefore(expires.plus(TokenTimes.FOREIGN_SKEW))
            && !now.isBefore(jwt.notBefore().plus(TokenTimes.FOREIGN_SKEW.negated()));
    boolean near =
        longest.isEmpty()
            || !expires.isAfter(now.plus(longest.get()).plus(TokenTimes.FOREIGN_SKEW));
    if (!open || !near) {
      throw EntraErrors.assertionOutOfTime(now, expires.toString());
    }
  }
}
