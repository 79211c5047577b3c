package dev.strongroom;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.identity.AttestationTokens;
import dev.strongroom.identity.OidcIssuerKeys;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuers;
import dev.strongroom.keys.Attestor;
import dev.strongroom.model.TenantId;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;

/// An authority that vouches for environments, as the operator of a [WireWorld] has configured it.
/// It has two keys: of one the private half was thrown away after it had signed the tokens in the
/// transcripts, the other signs what a test wants.
public final class AttestationAuthority {
  public static final String URL = "https://attest.test";

  private static final String MODULUS =
      "su1LGxlue_6TjCYJ5H-kliWIKi_tFT-iOxp5pE61jj3r7E4kEVLH8qD4vE5n2zQXM-7VWahB3pG3AoC4"
          + "tMSv8OBmnDK3SIb8Z4dvzy8obFxmavQUdyYEzKQXh5fsZy1oDaU5O7lo_6F53b7MnXltKnEQsIHtBw1s"
          + "bjKIEjpm3z6ejokHCQYmyxDvZ-Juyd3IOdgwUkdq0onUzmQAuSOQ7aluL_DO2VcZTy-8lzlEE3k03ooQ"
          + "m6DdoYlhi0m3W6tPNfJcOQok2FSnlRR86RqW4trZEi4RbDfhRwLsNWLZvgsdn-3tPcgVEyT9K94fBBh9"
          + "AH57TiUZo5PssoM1DUgFKQ";

  private static final RSAKey OWN = generated();

  private AttestationAuthority() {}

  static Attestor believed(TenantId tenant) {
    RSAKey written =
        new RSAKey.Builder(new Base64URL(MODULUS), new Base64URL("AQAB")).keyID("att1").build();
    TrustedIssuer trusted =
        new TrustedIssuer(
            URL,
            "attestation",
            tenant,
            new TrustedIssuer.Accepted(Set.of(), Set.of(JWSAlgorithm.RS256), false),
            TrustedIssuer.Claims.STANDARD);
    JWKSet keys = new JWKSet(List.of(written, OWN.toPublicJWK()));
    try {
      return new KeyAttestor(
          new AttestationTokens(
              new TrustedIssuers(
                  TrustedIssuers.Known.of(
                      List.of(trusted),
                      new OidcIssuerKeys(
                          SSLContext.getDefault(), Map.of(URL, keys), Duration.ofSeconds(1))))));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// A token with these claims, for ever valid.
  public static String token(Map<String, Object> claims) {
    try {
      JWTClaimsSet.Builder all = new JWTClaimsSet.Builder();
      all.issuer(URL).claim("exp", 4_000_000_000L);
      claims.forEach(all::claim);
      SignedJWT token =
          new SignedJWT(
              JWSHeader.parse(Map.of("alg", "RS256", "kid", OWN.getKeyID())), all.build());
      token.sign(new RSASSASigner(OWN));
      return token.serialize();
    } catch (JOSEException | ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static RSAKey generated() {
    try {
      return new RSAKeyGenerator(2048).keyID("own").generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
