package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens of two trusted issuers, A and B, over real TLS: what is believed of them, from when and
/// until when.
class ForeignTokensTest {
  @TempDir Path folder;
  private ForeignWorld at;

  @BeforeEach
  void open() throws Exception {
    at = new ForeignWorld(folder);
  }

  @AfterEach
  void close() {
    at.close();
  }

  @Test
  void aTokenOfOneIssuerSignedByAnotherIsRefused() {
    String forged =
        SigningAssertions.sign(
            "RS256",
            Map.of("kid", at.b.kid),
            at.claims(at.a, "sub-anna").build(),
            at.b.key.pair().getPrivate());

    at.assertRefused(forged, "[BearerReadAccessTokenFailed]");
  }

  @Test
  void aTokenThatNamesTheOtherIssuersKeyIsRefused() {
    at.b.kid = "k-of-b";
    String forged =
        SigningAssertions.sign(
            "RS256",
            Map.of("kid", "k-of-b"),
            at.claims(at.a, "sub-anna").build(),
            at.b.key.pair().getPrivate());

    at.assertRefused(forged, "[BearerReadAccessTokenFailed]");
  }

  @Test
  void keysThatATokenBringsAreNotLookedAt() {
    RSAKey jwk =
        new RSAKey.Builder((RSAPublicKey) ForeignWorld.OTHER_KEY.pair().getPublic())
            .keyID("k1")
            .build();
    List<Map<String, Object>> headers =
        List.of(
            Map.of("kid", "k1", "jwk", jwk.toJSONObject()),
            Map.of("jwk", jwk.toJSONObject()),
            Map.of("kid", "k1", "jku", at.a.url() + "/elsewhere"),
            Map.of("kid", "k1", "x5u", at.a.url() + "/elsewhere"));
    for (Map<String, Object> header : headers) {
      String forged =
          SigningAssertions.sign(
              "RS256",
              header,
              at.claims(at.a, "sub-anna").build(),
              ForeignWorld.OTHER_KEY.pair().getPrivate());
      at.assertRefused(forged, "[BearerReadAccessTokenFailed]");
    }
    assertThat(at.a.askedElsewhere).hasValue(0);
  }

  @Test
  void theAlgorithmIsTheConfigurationsAndNeverTheTokens() throws JOSEException {
    at.assertRefused(
        at.a.token("PS256", at.claims(at.a, "sub-anna").build()), "[BearerReadAccessTokenFailed]");
    at.assertRefused(
        at.a.token("RS512", at.claims(at.a, "sub-anna").build()), "[BearerReadAccessTokenFailed]");
    SignedJWT confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
            at.claims(at.a, "sub-anna").build());
    confused.sign(new MACSigner(at.a.key.pair().getPublic().getEncoded()));
    at.assertRefused(confused.serialize(), "[BearerReadAccessTokenFailed]");
    String[] parts = at.token(at.a, at.claims(at.a, "sub-anna")).split("\\.", -1);
    String none = base64("{\"alg\":\"none\",\"kid\":\"k1\"}");
    at.assertRefused(none + "." + parts[1] + ".", "[BearerReadAccessTokenFailed]");
    at.assertRefused(none + "." + parts[1] + "." + parts[2], "[BearerReadAccessTokenFailed]");
  }

  @Test
  void theIssuerIsComparedToTheLetter() {
    for (String other :
        List.of(
            at.a.url() + "/",
            at.a.url().replace("https", "HTTPS"),
            at.a.url() + "#",
            " " + at.a.url())) {
      at.assertRefused(at.token(at.a, at.claims(at.a, "sub-anna").issuer(other)), "AKV10032");
    }
  }

  @Test
  void onlyATokenMeantForUsIsAccepted() {
    at.assertRefused(
        at.token(at.a, at.claims(at.a, "sub-anna").audience("api://other")), "AKV10022");
    at.assertRefused(
        at.token(at.a, at.claims(at.a, "sub-anna").audience(ForeignWorld.AUDIENCE + "/")),
        "AKV10022");
    at.assertRefused(at.token(at.a, at.claims(at.a, "sub-anna").audience(List.of())), "AKV10022");
    at.authenticate(
        at.token(
            at.a,
            at.claims(at.a, "sub-anna").audience(List.of("api://other", ForeignWorld.AUDIENCE))));
  }

  @Test
  void anAudienceThatIsAResourceOfOursOpensOnlyThat() {
    String forVaults = at.token(at.a, at.claims(at.a, "sub-anna").audience(ForeignWorld.VAULT));

    at.authenticate(forVaults);
    assertThatThrownBy(() -> at.authenticate(forVaults, "https://management.corp.test"))
        .isInstanceOf(Refused.class);
    String own = at.token(at.a, at.claims(at.a, "sub-anna"));
    assertThat(at.authenticate(own, "https://management.corp.test").id()).isEqualTo(at.anna.id());
  }

  @Test
  void aTokenHoldsBetweenItsTimesAndNotForEver() {
    String token = at.token(at.a, at.claims(at.a, "sub-anna"));
    String later =
        at.token(
            at.a,
            at.claims(at.a, "sub-anna")
                .notBeforeTime(Date.from(IdentityWorld.START.plus(Duration.ofMinutes(6)))));
    at.assertRefused(later, "[TokenNotYetValid]");
    at.world.pass(Duration.ofHours(1).plus(Duration.ofMinutes(5)).minusSeconds(1));
    at.authenticate(token);
    at.authenticate(later);
    at.world.pass(Duration.ofSeconds(1));
    at.assertRefused(token, "[TokenExpired]");
    at.assertRefused(
        at.token(at.a, at.claims(at.a, "sub-anna").expirationTime(null)), "[BearerReadAccessToken");
    at.assertRefused(
        at.token(
            at.a,
            at.claims(at.a, "sub-anna")
                .expirationTime(
                    Date.from(at.world.now.plus(Duration.ofHours(24)).plusSeconds(301)))),
        "[TokenTooLong]");
    at.authenticate(
        at.token(
            at.a,
            at.claims(at.a, "sub-anna")
                .expirationTime(
                    Date.from(at.world.now.plus(Duration.ofHours(24)).plusSeconds(300)))));
  }

  @Test
  void whatSaysNobodyOrIsTooLargeIsRefused() {
    at.assertRefused(at.token(at.a, at.claims(at.a, null)), "[BearerReadAccessTokenFailed]");
    at.assertRefused(at.token(at.a, at.claims(at.a, " ")), "[BearerReadAccessTokenFailed]");
    at.assertRefused(
        at.token(at.a, at.claims(at.a, "s".repeat(256))), "[BearerReadAccessTokenFailed]");
    at.assertRefused(at.token(at.a, at.claims(at.a, "s".repeat(255))), "[TokenRevoked]");
    at.assertRefused(
        at.token(at.a, at.claims(at.a, "sub-anna").claim("pad", "x".repeat(16_384))),
        "[BearerReadAccessTokenFailed]");
  }

  @Test
  void aVerifiedTokenIsRememberedAndItsIssuerAskedOnce() {
    String token = at.token(at.a, at.claims(at.a, "sub-anna"));
    for (int i = 0; i < 20; i++) {
      at.authenticate(token);
    }
    assertThat(at.a.asked).hasValue(1);
    assertThat(at.fromMemory(token).id()).isEqualTo(at.anna.id());
  }

  @Test
  void nobodyWaitsForAnIssuerOnAThreadThatMayNot() {
    assertThatThrownBy(() -> at.fromMemory(at.token(at.a, at.claims(at.a, "sub-anna"))))
        .isInstanceOf(NotInMemory.class);
    assertThat(at.a.asked).hasValue(0);
  }

  @Test
  void aKeyThatTheIssuerWithdrewEndsItsTokens() {
    String token = at.token(at.a, at.claims(at.a, "sub-anna"));
    at.authenticate(token);
    at.a.key = ForeignWorld.OTHER_KEY;
    at.a.kid = "k2";

    at.world.pass(OidcIssuerKeys.FRESH);

    at.assertRefused(token, "[BearerReadAccessTokenFailed]");
    at.world.pass(OidcIssuerKeys.PAUSE);
    at.authenticate(at.token(at.a, at.claims(at.a, "sub-anna")));
  }

  /// Its next key counts with the first token that it signs, and strangers cannot make us ask
  /// often.
  @Test
  void aNewKeyIsFetchedOnDemandButNotAtTheRateOfStrangers() {
    at.authenticate(at.token(at.a, at.claims(at.a, "sub-anna")));
    at.world.pass(OidcIssuerKeys.PAUSE);
    for (int i = 0; i < 10; i += 1) {
      at.assertRefused(
          SigningAssertions.sign(
              "RS256",
              Map.of("kid", "unknown-" + i),
              at.claims(at.a, "sub-anna").build(),
              ForeignWorld.OTHER_KEY.pair().getPrivate()),
          "[BearerReadAccessTokenFailed]");
    }
    assertThat(at.a.asked).hasValue(2);
    at.a.key = ForeignWorld.OTHER_KEY;
    at.a.kid = "k2";
    String rolled = at.token(at.a, at.claims(at.a, "sub-anna"));
    at.assertRefused(rolled, "[BearerReadAccessTokenFailed]");
    at.world.pass(OidcIssuerKeys.PAUSE);
    assertThat(at.authenticate(rolled).id()).isEqualTo(at.anna.id());
    assertThat(at.a.asked).hasValue(3);
  }

  /// The operator changes the configuration while the server runs.
  @Test
  void whoIsTrustedNoLongerIsRefusedAtTheNextRequest() {
    TrustedIssuers trusted = at.world.issuersNow;
    TrustedIssuers.Known before = trusted.now();
    String token = at.token(at.a, at.claims(at.a, "sub-anna"));
    at.authenticate(token);
    trusted.replace(TrustedIssuers.Known.of(List.of(), before.keys()));
    at.assertRefused(token, "AKV10032: Invalid issuer");
    TrustedIssuer narrow =
        new TrustedIssuer(
            at.a.url(),
            "Test",
            IdentityWorld.TENANT,
            new TrustedIssuer.Accepted(Set.of("api://other"), ForeignWorld.RS256, false),
            TrustedIssuer.Claims.STANDARD);
    trusted.replace(TrustedIssuers.Known.of(List.of(narrow), before.keys()));
    at.assertRefused(token, "AKV10022");
    trusted.replace(before);
    assertThat(at.authenticate(token).id()).isEqualTo(at.anna.id());
    assertThat(at.a.asked).as("its keys are still known").hasValue(1);
  }

  @Test
  void anIssuerThatCannotBeReachedKeepsNobodyOutForAWhile() {
    String token = at.token(at.a, at.claims(at.a, "sub-anna").expirationTime(at.inHours(23)));
    at.authenticate(token);
    at.a.behaviour = ForeignIssuer.Behaviour.ERROR;

    at.world.pass(OidcIssuerKeys.FRESH.multipliedBy(5));
    assertThat(at.authenticate(token).id()).isEqualTo(at.anna.id());
    String unseen = at.token(at.b, at.claims(at.b, "sub-bert"));
    at.b.behaviour = ForeignIssuer.Behaviour.ERROR;
    assertThatThrownBy(() -> at.authenticate(unseen))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
  }

  /// What an issuer signs beside access tokens says what it is (RFC 8725, 3.11).
  @Test
  void onlyAnAccessTokenIsOne() {
    for (String type : List.of("JWT", "at+jwt", "application/AT+JWT")) {
      assertThat(at.authenticate(typed(type)).id()).isEqualTo(at.anna.id());
    }
    for (String type : List.of("logout+jwt", "secevent+jwt", "dpop+jwt", "jose")) {
      at.assertRefused(typed(type), "[BearerReadAccessTokenFailed]");
    }
  }

  private String typed(String type) {
    return SigningAssertions.sign(
        "RS256",
        Map.of("kid", at.a.kid, "typ", type),
        at.claims(at.a, "sub-anna").build(),
        at.a.key.pair().getPrivate());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
