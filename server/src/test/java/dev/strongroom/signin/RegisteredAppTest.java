package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.header;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static dev.strongroom.signin.TestApp.OWN_SCHEME;
import static dev.strongroom.signin.TestApp.PROGRAM;
import static dev.strongroom.signin.TestApp.SPA;
import static dev.strongroom.signin.TestApp.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.strongroom.http.Response;
import dev.strongroom.identity.DeletePrincipal;
import dev.strongroom.identity.Principal;
import dev.strongroom.identity.ReplaceCertificates;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.identity.SigningAssertions;
import dev.strongroom.identity.TestCertificate;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.token.Exchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Registered applications sign people in: servers, pages and programs.
class RegisteredAppTest {
  private static final String VAULT = "https://vault.corp.test";
  private SignInWorld world;
  private TestBrowser browser;
  private TestApp app;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new SignInWorld(folder);
    browser = world.browser("anna");
    app = new TestApp(world, "Shop");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static JWTClaimsSet claims(Response answer, String token) throws ParseException {
    return SignedJWT.parse(member(answer, token)).getJWTClaimsSet();
  }

  private Response byServer(String code) {
    return world.send(app.redeem(code, WEB, "client_secret", app.secret));
  }

  @Test
  void aServerSignsPeopleInWithItsSecret() throws ParseException {
    Response answer = byServer(app.code(browser, WEB));
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    JWTClaimsSet identity = claims(answer, "id_token");
    assertThat(identity.getAudience()).containsExactly(app.id.toString());
    assertThat(identity.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(identity.getStringClaim("preferred_username")).isEqualTo("anna@corp.test");
    assertThat(identity.getSubject()).isEqualTo(world.anna.id().toString());
    JWTClaimsSet access = claims(answer, "access_token");
    assertThat(access.getAudience()).containsExactly(VAULT);
    assertThat(access.getStringClaim("appid")).isEqualTo(app.id.toString());
    assertThat(access.getStringClaim("appidacr")).isEqualTo("1");
    assertThat(access.getStringClaim("upn")).isEqualTo("anna@corp.test");
    var _ = world.caller(member(answer, "access_token"), VAULT);
    String refresh = member(answer, "refresh_token");
    assertThat(text(world.send(app.renew(refresh)))).contains("invalid_client", "AADSTS7000218");
    assertThat(world.send(app.renew(refresh, "client_secret", app.secret)).status()).isEqualTo(200);
    browser.get("/account");
    assertThat(browser.page()).contains("Shop, 10.0.0.7");
  }

  @Test
  void theSecretMayStandInTheHeader() {
    String pair = app.id + ":" + app.secret.replace("~", "%7E");
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Exchange exchange =
        app.redeem(app.code(browser, WEB), WEB, "client_id", "")
            .header("Authorization", "Basic " + basic);
    assertThat(world.send(exchange).status()).isEqualTo(200);
  }

  @Test
  void aServerMayProveItselfWithAKey() throws ParseException {
    TestCertificate certificate =
        TestCertificate.rsa(
            world.world.now.minus(Duration.ofDays(1)), world.world.now.plus(Duration.ofDays(1)));
    var _ =
        world.world.perform(
            new ReplaceCertificates(
                world.world.directory,
                app.id,
                new ReplaceCertificates.Wanted(
                    List.of(),
                    List.of(new ReplaceCertificates.Added("key", certificate.certificate())))));
    String assertion =
        String.valueOf(
            new SigningAssertions(
                    certificate, app.id.toString(), SignInWorld.TENANT, world.world.now)
                .byName()
                .get("assertion"));
    Response answer =
        world.send(
            app.redeem(
                app.code(browser, WEB),
                WEB,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion));
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    assertThat(claims(answer, "access_token").getStringClaim("appidacr")).isEqualTo("2");
  }

  @Test
  void aServersCodeIsWorthNothingToWhoIsNotTheServer() {
    TestApp other = new TestApp(world, "Other");
    String code = app.code(browser, WEB);
    assertThat(text(world.send(app.redeem(code, WEB)))).contains("AADSTS7000218");
    assertThat(text(world.send(app.redeem(code, WEB, "client_secret", "wrong"))))
        .contains("invalid_client", "AADSTS7000215");
    assertThat(text(world.send(app.redeem(code, WEB, "client_secret", other.secret))))
        .contains("invalid_client");
    assertThat(text(world.send(other.redeem(code, WEB, "client_secret", other.secret))))
        .contains("invalid_grant");
    assertThat(byServer(code).status()).as("none of them has spent it").isEqualTo(200);
  }

  @Test
  void aServerMayGoWithoutPkceButNotHalfWay() {
    String without = app.code(browser, WEB, "code_challenge", "", "code_challenge_method", "");
    assertThat(text(byServer(without))).as("a verifier nobody asked for").contains("AADSTS501481");
    Exchange plain = app.redeem(without, WEB, "client_secret", app.secret, "code_verifier", "");
    assertThat(world.send(plain).status()).isEqualTo(200);
    String with = app.code(browser, WEB);
    Exchange stripped = app.redeem(with, WEB, "client_secret", app.secret, "code_verifier", "");
    assertThat(text(world.send(stripped))).contains("AADSTS501481");
    assertThat(sent(browser.get(app.authorize(WEB, "code_challenge_method", "plain")), "error"))
        .isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {SPA, PROGRAM, OWN_SCHEME})
  void whoKeepsNoSecretNeedsPkce(String redirect) {
    String code = app.code(browser, WEB);
    assertThat(code).isNotEmpty();
    Response refused =
        browser.get(app.authorize(redirect, "code_challenge", "", "code_challenge_method", ""));
    assertThat(sent(refused, "error_description")).contains("AADSTS9002325");
    assertThat(sent(refused, "code")).isEmpty();
  }

  @Test
  void aProgramHasPkceAndNoSecret() {
    String code = app.code(browser, "http://localhost:50123");
    assertThat(
            text(
                world.send(
                    app.redeem(code, "http://localhost:50123", "client_secret", app.secret))))
        .contains("AADSTS700025");
    assertThat(text(world.send(app.redeem(code, "http://localhost:50124"))))
        .contains("AADSTS500112");
    assertThat(
            text(
                world.send(
                    app.redeem(code, "http://localhost:50123")
                        .header("Origin", "https://page.corp.test"))))
        .contains("AADSTS9002326");
    Response answer = world.send(app.redeem(code, "http://localhost:50123"));
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    assertThat(world.send(app.renew(member(answer, "refresh_token"))).status()).isEqualTo(200);
  }

  @Test
  void aSchemeOfItsOwnIsAnswered() {
    Response page = browser.get(app.authorize(OWN_SCHEME));
    assertThat(header(page, "Content-Security-Policy").orElseThrow())
        .contains("form-action 'self' com.corp.shop:;");
    String code = app.code(browser, OWN_SCHEME);
    assertThat(world.send(app.redeem(code, OWN_SCHEME)).status()).isEqualTo(200);
    assertThat(sent(browser.get(app.authorize(OWN_SCHEME, "response_mode", "form_post")), "error"))
        .isEqualTo("invalid_request");
  }

  @Test
  void aPageComesFromItsOwnOriginAndMayReadTheAnswer() {
    String code = app.code(browser, SPA);
    assertThat(text(world.send(app.redeem(code, SPA)))).contains("AADSTS9002327");
    Response elsewhere =
        world.send(app.redeem(code, SPA).header("Origin", "https://page.corp.test.evil.test"));
    assertThat(text(elsewhere)).contains("AADSTS9002327");
    assertThat(header(elsewhere, "Access-Control-Allow-Origin")).isEmpty();
    Response shop = world.send(app.redeem(code, SPA).header("Origin", "https://shop.corp.test"));
    assertThat(header(shop, "Access-Control-Allow-Origin")).as("a server's origin").isEmpty();
    Response wrong =
        world.send(app.redeem("x".repeat(43), SPA).header("Origin", "https://page.corp.test"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(header(wrong, "Access-Control-Allow-Origin")).hasValue("https://page.corp.test");
    Response answer = world.send(app.redeem(code, SPA).header("Origin", "https://page.corp.test"));
    assertThat(answer.status()).as(text(answer)).isEqualTo(200);
    assertThat(header(answer, "Access-Control-Allow-Origin")).hasValue("https://page.corp.test");
    assertThat(header(answer, "Access-Control-Allow-Credentials")).isEmpty();
    assertThat(header(answer, "Vary")).hasValue("Origin");
    world.pass(Duration.ofHours(24));
    Exchange late =
        app.renew(member(answer, "refresh_token")).header("Origin", "https://page.corp.test");
    assertThat(text(world.send(late))).as("a page's grant is short").contains("AADSTS700082");
  }

  @Test
  void aServersCodeIsNotForPages() {
    Exchange page =
        app.redeem(app.code(browser, WEB), WEB, "client_secret", app.secret)
            .header("Origin", "https://page.corp.test");
    assertThat(text(world.send(page))).contains("AADSTS9002326");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.corp.test/cb/",
        "https://shop.corp.test/CB",
        "https://shop.corp.test/cb?x=1",
        "https://shop.corp.test/cb#x",
        "https://shop.corp.test/cb/../evil",
        "https://shop.corp.test/cb%2f..%2fevil",
        "https://shop.corp.test:443/cb",
        "https://SHOP.corp.test/cb",
        "http://shop.corp.test/cb",
        "https://shop.corp.test@evil.test/cb",
        "https://shop.corp.test.evil.test/cb",
        "https://evil.test/https://shop.corp.test/cb",
        "https://shop.corp.test\\@evil.test/cb",
        "com.corp.shop:/cb2",
        "com.corp.shop.evil:/cb",
        "http://localhost.evil.test",
        "http://localhost:1/cb",
        "https://shop.corp.test/other",
        "https://shop.corp.test/other?a=b&redirect=x"
      })
  void redirectUrisAreComparedToTheLetter(String redirect) {
    Response refused = browser.get(app.authorize(redirect));
    assertThat(header(refused, "Location")).isEmpty();
    assertThat(text(refused)).contains("AADSTS50011");
  }

  @Test
  void anAnswerIsAddedToAQueryThatIsThere() {
    String redirect = "https://shop.corp.test/other?a=b";
    browser.signIn("/account", "anna@corp.test", SignInWorld.PASSWORD);
    assertThat(header(browser.get(app.authorize(redirect)), "Location").orElseThrow())
        .startsWith("https://shop.corp.test/other?a=b&code=");
  }

  @Test
  void aCodeOfOneAddressIsWorthNothingAtAnother() {
    String code = app.code(browser, PROGRAM);
    assertThat(text(world.send(app.redeem(code, WEB, "client_secret", app.secret))))
        .as("a program's code, brought to the server (mix-up)")
        .contains("AADSTS700025");
    assertThat(text(world.send(app.redeem(code, OWN_SCHEME)))).contains("AADSTS500112");
  }

  @Test
  void everyAnswerNamesItsIssuer() {
    Response back = browser.get(app.authorize(WEB, "prompt", "none"));
    assertThat(header(back, "Location").orElseThrow()).startsWith(WEB + "?error=login_required");
    assertThat(sent(back, "iss"))
        .isEqualTo("https://login.corp.test/" + SignInWorld.TENANT + "/v2.0");
  }

  @Test
  void whatNobodyPermittedIsNotGiven() {
    browser.signIn("/account", "anna@corp.test", SignInWorld.PASSWORD);
    String management = "https://management.corp.test/.default openid";
    Response refused = browser.get(app.authorize(WEB, "scope", management));
    assertThat(sent(refused, "error")).isEqualTo("consent_required");
    assertThat(sent(refused, "code")).isEmpty();
    Response answer = byServer(app.code(browser, WEB));
    Exchange more =
        app.renew(
            member(answer, "refresh_token"),
            "client_secret",
            app.secret,
            "scope",
            "https://graph.corp.test/.default");
    assertThat(text(world.send(more))).contains("AADSTS65001");
  }

  @Test
  void whoAsksForNothingGetsATokenThatOpensNothing() throws ParseException {
    String code = app.code(browser, WEB, "scope", "openid profile");
    Response answer = byServer(code);
    assertThat(claims(answer, "access_token").getAudience())
        .containsExactly("https://graph.corp.test/oidc/userinfo");
    assertThat(member(answer, "scope")).isEqualTo("openid profile");
    for (String surface :
        List.of(VAULT, "https://management.corp.test", "https://graph.corp.test")) {
      assertThatThrownBy(() -> world.caller(member(answer, "access_token"), surface))
          .isInstanceOf(Refused.class);
    }
  }

  @Test
  void anAddressThatIsTakenAwayEndsItsCodes() {
    String code = app.code(browser, WEB);
    app.replies(Platform.WEB, "https://shop.corp.test/new");
    assertThat(text(byServer(code))).contains("AADSTS500112");
  }

  @Test
  void aDisabledApplicationEndsAtOnce() {
    Response answer = byServer(app.code(browser, WEB));
    var _ = world.caller(member(answer, "access_token"), VAULT);
    world.world.perform(new SetPrincipalEnabled(world.world.directory, service(), false));
    assertThatThrownBy(() -> world.caller(member(answer, "access_token"), VAULT))
        .isInstanceOf(Refused.class);
    assertThat(text(browser.get(app.authorize(WEB)))).contains("AADSTS700016");
    Exchange renewal = app.renew(member(answer, "refresh_token"), "client_secret", app.secret);
    assertThat(world.send(renewal).status()).isIn(400, 401);
  }

  @Test
  void aDeletedApplicationTakesItsTokensAlong() {
    Response answer = byServer(app.code(browser, WEB));
    var _ = world.caller(member(answer, "access_token"), VAULT);
    var _ = world.world.perform(new DeletePrincipal(world.world.directory, service()));
    assertThatThrownBy(() -> world.caller(member(answer, "access_token"), VAULT))
        .isInstanceOf(Refused.class);
    browser.get("/account");
    assertThat(browser.page()).doesNotContain("Shop");
  }

  private PrincipalId service() {
    return world.world.directoryNow().client(app.id).map(Principal::id).orElseThrow();
  }

  @Test
  void withoutRedirectUrisNobodySignsIn() {
    app.replies(Platform.WEB);
    app.replies(Platform.SPA);
    app.replies(Platform.PUBLIC_CLIENT);
    assertThat(text(browser.get(app.authorize(WEB)))).contains("AADSTS500113");
  }
}
