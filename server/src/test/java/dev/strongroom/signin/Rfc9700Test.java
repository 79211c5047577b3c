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

import dev.strongroom.http.Response;
import dev.strongroom.kernel.Refused;
import dev.strongroom.token.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The attacks of RFC 9700 (best current practice for OAuth 2.0 security) on codes and tokens,
/// section by section; `Rfc9700PagesTest` has those on the pages.
class Rfc9700Test {
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

  private String code() {
    return sent(browser.follow(browser.signIn(authorize(), "anna@corp.test", PASSWORD)), "code");
  }

  private Response redeem(String code, String verifier, String redirect) {
    Map<String, String> form =
        Exchange.form(
            "grant_type", "authorization_code",
            "client_id", CLIENT,
            "code", code,
            "redirect_uri", redirect,
            "code_verifier", verifier);
    form.values().removeIf(String::isEmpty);
    return world.send(Exchange.post("/" + SignInWorld.TENANT + "/oauth2/v2.0/token", form));
  }

  private Response redeem(String code) {
    return redeem(code, VERIFIER, "http://localhost:8400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8400",
        "http://localhost.evil.test:8400",
        "http://evil.test",
        "http://localhost:8400@evil.test",
        "http://user@localhost:8400",
        "http://localhost:8400/callback",
        "http://localhost:8400/?next=http://evil.test",
        "http://localhost:8400#fragment",
        "http://localhost:8400/../",
        "http://LOCALHOST:8400",
        "http://127.0.0.2:8400",
        "http://0x7f000001:8400",
        "//evil.test",
        "javascript:alert(1)",
        "myapp://callback",
        "http://localhost%2eevil.test",
        "http:/localhost",
        "http:///evil.test"
      })
  void section4_1_redirectUrisAreComparedPartByPart(String redirect) {
    Response refused = browser.get(authorize("redirect_uri", redirect));
    assertThat(header(refused, "Location")).isEmpty();
    assertThat(text(refused)).contains("AADSTS50011").doesNotContain("<script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1",
        "http://localhost:65535/",
        "http://127.0.0.1:8400",
        "http://[::1]:8400"
      })
  void section4_1_loopbackTakesAnyPort(String redirect) {
    assertThat(browser.get(authorize("redirect_uri", redirect)).status()).isEqualTo(200);
  }

  @Test
  void section4_3_nothingOfASignInIsCached() {
    assertThat(header(browser.get(authorize()), "Cache-Control")).hasValue("no-store");
    Response tokens = redeem(code());
    assertThat(header(tokens, "Cache-Control")).hasValue("no-store, no-cache");
  }

  @Test
  void section4_4_mixUpEveryAnswerNamesItsIssuer() {
    String issuer = "https://login.corp.test/" + SignInWorld.TENANT + "/v2.0";
    assertThat(sent(browser.get(authorize("prompt", "none")), "iss")).isEqualTo(issuer);
    assertThat(sent(browser.get(authorize("response_type", "token")), "iss")).isEqualTo(issuer);
    Response document =
        world.send(
            Exchange.get("/" + SignInWorld.TENANT + "/v2.0/.well-known/openid-configuration"));
    assertThat(member(document, "issuer")).isEqualTo(issuer);
    assertThat(text(document)).contains("\"authorization_response_iss_parameter_supported\":true");
  }

  @Test
  void section2_1_1_aCodeThatComesTwiceTakesItsTokensBack() {
    String code = code();
    Response first = redeem(code);
    var _ = world.caller(member(first, "access_token"));
    Response second = redeem(code);
    assertThat(second.status()).isEqualTo(400);
    assertThat(text(second)).contains("invalid_grant", "AADSTS54005");
    assertThatThrownBy(() -> world.caller(member(first, "access_token")))
        .isInstanceOf(Refused.class);
    Response renewed =
        world.token(
            "grant_type",
            "refresh_token",
            "client_id",
            CLIENT,
            "refresh_token",
            member(first, "refresh_token"));
    assertThat(renewed.status()).isEqualTo(400);
  }

  @Test
  void section4_5_aCodeIsWorthNothingWithoutItsVerifier() {
    String code = code();
    assertThat(text(redeem(code, "", "http://localhost:8400"))).contains("AADSTS501481");
    assertThat(text(redeem(code, VERIFIER.replace('d', 'e'), "http://localhost:8400")))
        .contains("AADSTS501481");
    assertThat(text(redeem(code, VERIFIER, "http://localhost:8401"))).contains("AADSTS500112");
    assertThat(redeem(code).status()).isEqualTo(200);
  }

  @Test
  void section4_5_aCodeOfOneApplicationIsWorthNothingToAnother() {
    Response answer =
        world.token(
            "grant_type", "authorization_code",
            "client_id", "1950a258-227b-4e31-a9cf-717495945fc2",
            "code", code(),
            "redirect_uri", "http://localhost:8400",
            "code_verifier", VERIFIER);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer)).contains("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", ""})
  void section4_8_pkceCannotBeTurnedDown(String method) {
    Response refused = browser.get(authorize("code_challenge_method", method));
    assertThat(sent(refused, "error")).isEqualTo("invalid_request");
    assertThat(sent(refused, "code")).isEmpty();
  }

  @Test
  void section4_8_pkceCannotBeLeftOut() {
    Response refused = browser.get(authorize("code_challenge", "", "code_challenge_method", ""));
    assertThat(sent(refused, "error_description")).contains("AADSTS9002325");
  }

  /// A token that a bad resource was sent opens nothing else.
  @Test
  void section4_10_aTokenOfOneResourceOpensNoOther() {
    Response tokens = redeem(code());
    String token = member(tokens, "access_token");
    var _ = world.caller(token, "https://management.corp.test");
    for (String other :
        List.of("https://vault.corp.test", "https://graph.corp.test", "https://evil.test")) {
      assertThatThrownBy(() -> world.caller(token, other)).as(other).isInstanceOf(Refused.class);
    }
  }

  /// What is signed by the same key for another use is no access token (RFC 8725, 3.12).
  @Test
  void crossJwtConfusion_anIdTokenIsNoAccessToken() {
    Response tokens = redeem(code());
    String identity = member(tokens, "id_token");
    assertThat(identity).isNotEmpty();
    for (String surface : List.of(CLIENT, "https://management.corp.test")) {
      assertThatThrownBy(() -> world.caller(identity, surface)).isInstanceOf(Refused.class);
    }
    Response asCode = redeem(member(tokens, "access_token"));
    assertThat(text(asCode)).contains("AADSTS70008");
    assertThat(renew(identity).status()).isEqualTo(400);
    assertThat(renew(member(tokens, "access_token")).status()).isEqualTo(400);
  }

  /// Nobody in front of us says whom we are talking to.
  @Test
  void section4_13_headersOfAProxyAreNotBelieved() {
    Response document =
        world.send(
            Exchange.get("/" + SignInWorld.TENANT + "/v2.0/.well-known/openid-configuration")
                .header("X-Forwarded-Host", "evil.test")
                .header("X-Forwarded-Proto", "http")
                .header("Forwarded", "host=evil.test;proto=http"));
    assertThat(text(document)).contains("https://login.corp.test/").doesNotContain("evil.test");
    Response answer =
        world.send(
            Exchange.post(
                    "/" + SignInWorld.TENANT + "/oauth2/v2.0/devicecode",
                    Exchange.form("client_id", CLIENT, "scope", "openid"))
                .header("X-Forwarded-Host", "evil.test"));
    assertThat(text(answer)).contains("https://login.corp.test/device").doesNotContain("evil");
  }

  @Test
  void section4_14_aStolenRefreshTokenEndsTheFamily() {
    Response first = redeem(code());
    String stolen = member(first, "refresh_token");
    Response second = renew(stolen);
    world.pass(Duration.ofSeconds(21));
    Response replayed = renew(stolen);
    assertThat(replayed.status()).isEqualTo(400);
    assertThat(text(replayed)).contains("invalid_grant", "AADSTS50173");
    assertThat(renew(member(second, "refresh_token")).status()).isEqualTo(400);
    assertThatThrownBy(() -> world.caller(member(second, "access_token")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void section4_14_aRefreshTokenOfOneApplicationIsWorthNothingToAnother() {
    String token = member(redeem(code()), "refresh_token");
    Response other =
        world.token(
            "grant_type", "refresh_token",
            "client_id", "1950a258-227b-4e31-a9cf-717495945fc2",
            "refresh_token", token);
    assertThat(other.status()).isEqualTo(400);
    assertThat(renew(token).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.a.b", "1..", "", "2.x.y", "1.x.y.z"})
  void section4_14_noiseIsNoRefreshToken(String noise) {
    assertThat(renew(noise).status()).isEqualTo(400);
  }

  private Response renew(String token) {
    return world.token("grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", token);
  }
}
