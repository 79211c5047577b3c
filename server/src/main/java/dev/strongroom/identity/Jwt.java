package dev.strongroom.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A signed token in compact form, parsed but not yet believed.
record Jwt(SignedJWT signed, JWTClaimsSet claims) {
  /// How base64 of a JSON object begins. The parser does not survive a header that is `null`.
  private static final String OBJECT = "e";

  /// Empty for everything that is not a signed token: unsigned ones (`alg` none), encrypted ones,
  /// truncated, oversized or malformed text.
  static Optional<Jwt> parse(String text) {
    if (text.length() > TokenTimes.MAX_TOKEN_LENGTH || !text.startsWith(OBJECT)) {
      return Optional.empty();
    }
    try {
      SignedJWT signed = SignedJWT.parse(text);
      return Optional.ofNullable(signed.getJWTClaimsSet()).map(claims -> new Jwt(signed, claims));
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  JWSHeader header() {
    return signed.getHeader();
  }

  Optional<String> issuer() {
    return Optional.ofNullable(claims.getIssuer());
  }

  Optional<String> subject() {
    return Optional.ofNullable(claims.getSubject());
  }

  List<String> audience() {
    return claims.getAudience();
  }

  Optional<Instant> expires() {
    return Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant);
  }

  /// A token that names no beginning has always been valid.
  Instant notBefore() {
    return Optional.ofNullable(claims.getNotBeforeTime())
        .map(Date::toInstant)
        .orElse(Instant.EPOCH);
  }

  Optional<String> text(String claim) {
    return claims.getClaim(claim) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  /// The texts of an array; what else stands in it is left out.
  Set<String> texts(String claim) {
    return claims.getClaim(claim) instanceof List<?> values
        ? values.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /// Seconds since the epoch.
  Optional<Instant> time(String claim) {
    return claims.getClaim(claim) instanceof Number seconds
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "Jwt[]";
  }
}
