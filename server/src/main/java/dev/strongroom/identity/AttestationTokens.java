package dev.strongroom.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What attestation authorities say of an environment: tokens of issuers that the operator has
/// configured. They are statements, not credentials: nobody signs in with one, and no audience
/// counts.
public final class AttestationTokens {
  private final TrustedIssuers trusted;

  public AttestationTokens(TrustedIssuers trusted) {
    this.trusted = trusted;
  }

  /// The claims of `token`, if this very authority signed it, with an algorithm that it may use,
  /// and it holds now. May wait for the authority's keys.
  public Optional<Map<String, Object>> claims(String authority, String token, Instant now) {
    TrustedIssuers.Known present = trusted.now();
    Optional<TrustedIssuer> known =
        present.issuers().stream().filter(one -> one.url().equals(authority)).findFirst();
    return Jwt.parse(token)
        .filter(jwt -> jwt.issuer().filter(authority::equals).isPresent())
        .filter(jwt ->
            known
                .filter(one -> one.accepted().algorithms().contains(jwt.header().getAlgorithm()))
                .isPresent())
        .filter(jwt -> isInTime(jwt, now))
        .filter(jwt -> isSigned(present.keys(), authority, jwt, now))
        .map(jwt -> jwt.claims().getClaims());
  }

  private static boolean isInTime(Jwt jwt, Instant now) {
    boolean ended =
        jwt.expires().map(end -> !now.isBefore(end.plus(TokenTimes.FOREIGN_SKEW))).orElse(true);
    return !ended && !now.isBefore(jwt.notBefore().minus(TokenTimes.FOREIGN_SKEW));
  }

  private static boolean isSigned(IssuerKeys keys, String authority, Jwt jwt, Instant now) {
    Optional<JWKSet> held = keys.keys(authority, now);
    Optional<JWKSet> right =
        held.filter(set -> IssuerSignatures.knows(set, jwt)).or(() -> keys.newer(authority, now));
    return right.filter(set -> IssuerSignatures.holds(set, jwt)).isPresent();
  }
}
