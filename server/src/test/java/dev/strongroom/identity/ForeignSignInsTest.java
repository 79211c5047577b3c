package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.strongroom.identity.ForeignIdentity.Key;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.ForeignSignIns.Away;
import dev.strongroom.identity.ForeignSignIns.Proven;
import dev.strongroom.identity.ForeignSignIns.Returned;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.trust.SecretBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an issuer answers to a sign-in counts only if it is the answer to that sign-in.
class ForeignSignInsTest {
  private static final Duration PATIENT = Duration.ofMinutes(2);
  private static final TestCertificate KEY = key();
  private static final TestCertificate OTHER = key();

  @TempDir Path folder;
  private ForeignIssuer issuer;
  private IdentityWorld world;
  private ForeignSignIns signIns;
  private Away away;
  private User anna;

  @BeforeEach
  void open() throws Exception {
    issuer = new ForeignIssuer(KEY);
    world = IdentityWorld.fresh(folder);
    anna =
        world.perform(
            new CreateForeignUser(
                new CreateUser(world.directory, IdentityWorld.TENANT, "anna@a", "Anna"),
                List.of(new Key(issuer.url(), Sort.SUBJECT, "sub-anna"))));
    TrustedIssuer trusted =
        new TrustedIssuer(
            issuer.url(),
            "A",
            IdentityWorld.TENANT,
            new Accepted(Set.of(), Set.of(JWSAlgorithm.RS256), true),
            Claims.STANDARD);
    OidcDocuments documents =
        new OidcDocuments(
            issuer.trust(),
            Map.of(issuer.url(), new OidcDocuments.Known(issuer.trust(), Set.of())),
            PATIENT);
    ForeignClient client =
        new ForeignClient(
            trusted, "ours", Optional.of(SecretBytes.utf8("p:w d")), "openid profile");
    signIns =
        new ForeignSignIns(documents, new OidcIssuerKeys(documents, Map.of()), List.of(client));
    away = new Away(issuer.url(), "nonce-1", "verifier-1", "https://login.test/back", false);
  }

  @AfterEach
  void close() {
    world.close();
    issuer.close();
  }

  @Test
  void theRightAnswerIsTheLinkedUser() {
    Proven proven =
        redeem(claims().claim("amr", List.of("pwd", "mfa", "BAD one", "sealed")).build());

    assertThat(proven.user()).isEqualTo(anna.id());
    assertThat(proven.methods()).containsExactlyInAnyOrder("pwd", "mfa", "fed");
    assertThat(proven.at()).isEqualTo(world.now.minusSeconds(60));
    assertThat(issuer.redeemed)
        .contains("code=c-1", "code_verifier=verifier-1", "redirect_uri=https%3A%2F%2Flogin.test")
        .doesNotContain("client_secret")
        .endsWith("Basic b3VyczpwJTNBdytk");
  }

  @Test
  void whoDoesNotSayWhenIsNotFresh() {
    assertThat(redeem(claims().claim("auth_time", null).build()).at())
        .isEqualTo(world.now.minus(ForeignSignIns.MAX_AGE));
  }

  @Test
  void everyOtherAnswerIsRefused() {
    Instant now = world.now;
    List<JWTClaimsSet> wrong =
        List.of(
            claims().claim("nonce", "nonce-2").build(),
            claims().claim("nonce", null).build(),
            claims().audience("theirs").build(),
            claims().audience(List.of("ours", "theirs")).claim("azp", "theirs").build(),
            claims().issuer(issuer.url() + "/").build(),
            claims().subject(null).build(),
            claims().expirationTime(null).build(),
            claims().expirationTime(Date.from(now.minus(Duration.ofMinutes(5)))).build(),
            claims().notBeforeTime(Date.from(now.plus(Duration.ofMinutes(6)))).build(),
            claims().claim("auth_time", now.getEpochSecond() - 43_501).build());
    for (JWTClaimsSet claims : wrong) {
      assertRefused(issuer.token("RS256", claims), 50008);
    }
    JWTClaimsSet right = claims().build();
    assertRefused(issuer.token("PS256", right), 50008);
    assertRefused(
        SigningAssertions.sign("RS256", Map.of("kid", "k1"), right, OTHER.pair().getPrivate()),
        50008);
    assertRefused("eyJhbGciOiJub25lIn0.e30.", 50008);
    assertThat(redeem(right).user()).isEqualTo(anna.id());
  }

  @Test
  void aStrangerIsNobodyEvenWhereStrangersTokensAreAccepted() {
    assertRefused(issuer.token("RS256", claims().subject("sub-bert").build()), 50020);
  }

  @Test
  void theIssuerThatAnswersIsTheOneThatWasAsked() {
    issuer.tokenAnswer = answer(issuer.token("RS256", claims().build()));
    assertThatThrownBy(() -> redeem(Optional.of("https://other.test"))).isInstanceOf(Refused.class);
    assertThat(redeem(Optional.of(issuer.url())).user()).isEqualTo(anna.id());
    issuer.metadata =
        text -> text.replace("{", "{\"authorization_response_iss_parameter_supported\":true,");
    assertThatThrownBy(() -> redeem(Optional.empty())).isInstanceOf(Refused.class);
  }

  @Test
  void theIssuerCannotSendUsElsewhere() {
    issuer.metadata = text -> text.replace("/token", "@evil.test/token");
    assertThatThrownBy(() -> signIns.address(away, "s")).isInstanceOf(Refused.class);
    issuer.metadata = text -> text.replace(issuer.url() + "/go", "https://evil.test/go");
    assertThatThrownBy(() -> signIns.address(away, "s")).isInstanceOf(Refused.class);
  }

  @Test
  void theBrowserIsSentWithAllThatTiesTheAnswerToIt() {
    assertThat(signIns.address(away, "state-1"))
        .isEqualTo(
            issuer.url()
                + "/go?response_type=code&client_id=ours"
                + "&redirect_uri=https%3A%2F%2Flogin.test%2Fback&scope=openid+profile"
                + "&state=state-1&nonce=nonce-1"
                + "&code_challenge=xTYRBLTDt1gS3-rw_3FBVafZ0iNg9bZYBbG8fRPvkEs&code_challenge_method=S256&max_age=43200");
  }

  private static TestCertificate key() {
    return TestCertificate.rsa(IdentityWorld.START, IdentityWorld.START.plus(Duration.ofDays(1)));
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.url())
        .subject("sub-anna")
        .audience("ours")
        .claim("nonce", "nonce-1")
        .claim("auth_time", world.now.getEpochSecond() - 60)
        .expirationTime(Date.from(world.now.plus(Duration.ofMinutes(5))));
  }

  private Proven redeem(JWTClaimsSet claims) {
    issuer.tokenAnswer = answer(issuer.token("RS256", claims));
    return redeem(Optional.empty());
  }

  private Proven redeem(Optional<String> named) {
    return signIns.redeem(world.directoryNow(), away, new Returned("c-1", named), world.now);
  }

  private void assertRefused(String token, int number) {
    issuer.tokenAnswer = answer(token);
    assertThatThrownBy(() -> redeem(Optional.empty()))
        .as(token)
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(((Problem.SignInFailed) refused.problem()).number()).isEqualTo(number));
  }

  private static String answer(String idToken) {
    return "{\"token_type\":\"Bearer\",\"id_token\":\"" + idToken + "\"}";
  }
}
