package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.CLIENT;
import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.VERIFIER;
import static dev.strongroom.signin.SignInWorld.authorize;
import static dev.strongroom.signin.SignInWorld.header;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.http.Response;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A browser signs in for an application, which gets tokens and renews them.
class CodeFlowTest {
  private SignInWorld world;
  private TestBrowser browser;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new SignInWorld(folder);
    browser = world.browser("anna");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Response signedIn() {
    return browser.follow(browser.signIn(authorize(), "Anna@CORP.test", PASSWORD));
  }

  private Response redeemed(String code) {
    return world.token(
        "grant_type",
        "authorization_code",
        "client_id",
        CLIENT,
        "code",
        code,
        "redirect_uri",
        "http://localhost:8400",
        "code_verifier",
        VERIFIER,
        "client_info",
        "1");
  }

  private Response renewed(String refreshToken) {
    return world.token(
        "grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", refreshToken);
  }

  @Test
  void theCodeComesBackWithStateAndIssuer() {
    Response back = signedIn();
    assertThat(header(back, "Location").orElseThrow()).startsWith("http://localhost:8400?code=");
    assertThat(sent(back, "state")).isEqualTo("s-1");
    assertThat(sent(back, "iss"))
        .isEqualTo("https://login.corp.test/" + SignInWorld.TENANT + "/v2.0");
  }

  @Test
  void theTokensSayWhoSignedInAndHow() throws ParseException {
    Response answer = redeemed(sent(signedIn(), "code"));
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    JWTClaimsSet access = SignedJWT.parse(member(answer, "access_token")).getJWTClaimsSet();
    assertThat(access.getAudience()).containsExactly("https://management.corp.test/");
    assertThat(access.getStringClaim("upn")).isEqualTo("anna@corp.test");
    assertThat(access.getStringClaim("scp")).isEqualTo("user_impersonation");
    assertThat(access.getStringListClaim("amr")).containsExactly("pwd");
    JWTClaimsSet identity = SignedJWT.parse(member(answer, "id_token")).getJWTClaimsSet();
    assertThat(identity.getAudience()).containsExactly(CLIENT);
    assertThat(identity.getIssuer()).isEqualTo(sentIssuer());
    assertThat(identity.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(member(answer, "scope"))
        .contains("https://management.corp.test//.default")
        .contains("https://management.corp.test//user_impersonation");
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(member(answer, "client_info")),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"uid\":\"" + world.anna.id() + "\",\"utid\":\"" + SignInWorld.TENANT + "\"}");
    Who.Principal who = (Who.Principal) world.caller(member(answer, "access_token"));
    assertThat(who.assurance().methods()).isEqualTo(Set.of("pwd"));
    assertThat(who.assurance().at()).hasValue(world.world.now);
  }

  private static String sentIssuer() {
    return "https://login.corp.test/" + SignInWorld.TENANT + "/v2.0";
  }

  @Test
  void whoIsSignedInIsNotAskedAgainButOnRequest() {
    signedIn();
    Response again = browser.get(authorize());
    assertThat(sent(again, "code")).isNotEmpty();
    assertThat(browser.get(authorize("prompt", "login")).status()).isEqualTo(200);
    assertThat(browser.page()).contains("<h1>Sign in</h1>");
    Response back =
        browser.follow(
            browser.submit("/login", "username", "anna@corp.test", "password", PASSWORD));
    assertThat(sent(back, "code")).isNotEmpty();
  }

  @Test
  void silentlyNobodyIsAsked() {
    Response nobody = browser.get(authorize("prompt", "none"));
    assertThat(sent(nobody, "error")).isEqualTo("login_required");
    assertThat(sent(nobody, "state")).isEqualTo("s-1");
    signedIn();
    assertThat(sent(browser.get(authorize("prompt", "none")), "code")).isNotEmpty();
  }

  @Test
  void anApplicationMayWantAFreshSignIn() {
    signedIn();
    world.pass(Duration.ofMinutes(11));
    assertThat(sent(browser.get(authorize("max_age", "660")), "code")).isNotEmpty();
    assertThat(browser.get(authorize("max_age", "659")).status()).isEqualTo(400);
    assertThat(browser.page()).contains("AADSTS50078");
  }

  @Test
  void theAnswerMayComeAsAForm() {
    signedIn();
    Response page = browser.get(authorize("response_mode", "form_post"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(browser.hidden("http://localhost:8400")).containsKeys("code", "state", "iss");
    assertThat(header(page, "Content-Security-Policy").orElseThrow())
        .contains("form-action 'self' http://localhost:8400");
  }

  @Test
  void aSessionEndsAfterAWorkingDay() {
    signedIn();
    world.pass(Duration.ofHours(12).minusSeconds(1));
    assertThat(sent(browser.get(authorize()), "code")).isNotEmpty();
    world.pass(Duration.ofSeconds(1));
    assertThat(browser.get(authorize()).status()).isEqualTo(200);
  }

  @Test
  void aCodeHoldsForTwoMinutes() {
    String code = sent(signedIn(), "code");
    world.pass(Duration.ofMinutes(2).minusSeconds(1));
    assertThat(redeemed(code).status()).isEqualTo(200);
    String next = sent(browser.get(authorize()), "code");
    world.pass(Duration.ofMinutes(2));
    assertThat(text(redeemed(next))).contains("AADSTS70008");
  }

  @Test
  void refreshTokensRotate() {
    String first = member(redeemed(sent(signedIn(), "code")), "refresh_token");
    Response second = renewed(first);
    assertThat(second.status()).as(text(second)).isEqualTo(200);
    String next = member(second, "refresh_token");
    assertThat(next).isNotEqualTo(first).isNotEmpty();
    world.pass(Duration.ofMinutes(1));
    assertThat(renewed(next).status()).isEqualTo(200);
  }

  @Test
  void twoProcessesMayRenewAtTheSameMoment() {
    String shared = member(redeemed(sent(signedIn(), "code")), "refresh_token");
    String one = member(renewed(shared), "refresh_token");
    world.pass(Duration.ofSeconds(20));
    String other = member(renewed(shared), "refresh_token");
    assertThat(renewed(one).status()).isEqualTo(200);
    assertThat(renewed(other).status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenUnusedForThirtyDaysIsOver() {
    String token = member(redeemed(sent(signedIn(), "code")), "refresh_token");
    world.pass(Duration.ofDays(30).minusSeconds(1));
    String next = member(renewed(token), "refresh_token");
    assertThat(next).isNotEmpty();
    world.pass(Duration.ofDays(30));
    assertThat(text(renewed(next))).contains("AADSTS700082");
  }

  @Test
  void nothingIsRenewedBeyondNinetyDays() {
    String token = member(redeemed(sent(signedIn(), "code")), "refresh_token");
    for (int week = 0; week < 12; week += 1) {
      world.pass(Duration.ofDays(7));
      token = member(renewed(token), "refresh_token");
      assertThat(token).isNotEmpty();
    }
    world.pass(Duration.ofDays(6));
    assertThat(text(renewed(token))).contains("AADSTS700082");
  }

  @Test
  void aRefreshTokenServesEveryResource() throws ParseException {
    String token = member(redeemed(sent(signedIn(), "code")), "refresh_token");
    Response answer =
        world.token(
            "grant_type",
            "refresh_token",
            "client_id",
            CLIENT,
            "refresh_token",
            token,
            "scope",
            "https://vault.corp.test/.default openid");
    assertThat(SignedJWT.parse(member(answer, "access_token")).getJWTClaimsSet().getAudience())
        .isEqualTo(List.of("https://vault.corp.test"));
  }

  @Test
  void withoutOfflineAccessThereIsNoRefreshToken() {
    browser.signIn(
        authorize("scope", "https://management.corp.test//.default openid"),
        "anna@corp.test",
        PASSWORD);
    Response back =
        browser.get(authorize("scope", "https://management.corp.test//.default openid"));
    assertThat(text(redeemed(sent(back, "code")))).doesNotContain("refresh_token");
  }

  @Test
  void aDisabledUserLosesEverythingAtOnce() {
    Response answer = redeemed(sent(signedIn(), "code"));
    world.world.perform(new SetPrincipalEnabled(world.world.directory, world.anna.id(), false));
    assertThatThrownBy(() -> world.caller(member(answer, "access_token")))
        .isInstanceOf(Refused.class);
    assertThat(text(renewed(member(answer, "refresh_token")))).contains("AADSTS50057");
    assertThat(browser.get(authorize()).status()).isEqualTo(200);
  }

  @Test
  void aTokenForSomebodyElsesTenantIsNotGiven() {
    assertThat(
            text(
                world.send(
                    dev.strongroom.token.Exchange.get(
                        authorize()
                            .replace(SignInWorld.TENANT, "22222222-2222-4222-8222-222222222222")))))
        .contains("AADSTS90002");
  }
}
