package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import dev.strongroom.Config;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.http.Response.Header;
import dev.strongroom.identity.CreateForeignUser;
import dev.strongroom.identity.CreateUser;
import dev.strongroom.identity.ForeignIdentity.Key;
import dev.strongroom.identity.ForeignIdentity.Sort;
import dev.strongroom.identity.Principal.User;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.identity.TrustedIssuer;
import dev.strongroom.identity.TrustedIssuer.Accepted;
import dev.strongroom.identity.TrustedIssuer.Claims;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// People sign in at a real second issuer, from our own sign-in page; an answer counts once, in the
/// browser that asked, for the issuer that was asked, and for the user who was linked to it.
@EnabledIfSystemProperty(named = "issuer.dir", matches = ".+")
class ForeignSignInTest {
  private static final String LOGIN = "https://login.test";
  private static final String AUTHORIZE = "/" + AppWorld.TENANT + "/oauth2/v2.0/authorize";
  private static final String CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

  /// The pair of RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @TempDir Path folder;
  private SecondIssuer issuer;
  private Config.Issuer configured;
  private AppWorld world;
  private User anna;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  @BeforeEach
  void open() throws Exception {
    issuer = new SecondIssuer(Path.of(System.getProperty("issuer.dir")), folder);
    Path data = Files.createDirectory(folder.resolve("data"));
    Path secret = Files.writeString(folder.resolve("secret"), SecondIssuer.SECRET + "\n");
    TrustedIssuer trusted =
        new TrustedIssuer(
            issuer.url(),
            "Corp <SSO>",
            AppWorld.TENANT,
            new Accepted(Set.of(), Set.of(JWSAlgorithm.RS256), false),
            Claims.STANDARD);
    Config.Client client = new Config.Client("strongroom", Optional.of(secret), "openid");
    configured =
        new Config.Issuer(
            trusted,
            Optional.empty(),
            Optional.of(issuer.certificate()),
            Set.of(),
            Optional.empty(),
            Optional.of(client));
    world = new AppWorld(data, List.of(configured), Instant.now());
    anna =
        world.perform(
            new CreateForeignUser(
                new CreateUser(
                    world.app().stores().directory(), AppWorld.TENANT, "anna@corp.test", "Anna"),
                List.of(new Key(issuer.url(), Sort.SUBJECT, "anna"))));
  }

  @AfterEach
  void close() {
    world.close();
    issuer.close();
  }

  @Test
  void whoIsLinkedIsSignedIn() throws Exception {
    Response page = get("/account");
    assertThat(text(page)).contains("Sign in with Corp &lt;SSO&gt;");
    Matcher link = Pattern.compile("href=\"(/login/issuer[^\"]*)\"").matcher(text(page));
    assertThat(link.find()).isTrue();

    Response away = get(link.group(1).replace("&amp;", "&"));

    assertThat(location(away))
        .startsWith(issuer.url() + "/auth?")
        .contains("code_challenge_method=S256", "nonce=", "state=", "max_age=");
    Response back = get(issuer.visit(location(away), "anna"));
    assertThat(location(back)).isEqualTo("/account");
    assertThat(text(get("/account"))).contains("anna@corp.test");
  }

  @Test
  void whoIsNotLinkedIsNotWhateverTheName() throws Exception {
    Response back = get(issuer.visit(location(leave()), "anna@corp.test"));

    assertThat(text(back)).contains("AADSTS50020");
    assertNobody();
  }

  @Test
  void whoIsSwitchedOffIsNotSignedIn() throws Exception {
    world.perform(new SetPrincipalEnabled(world.app().stores().directory(), anna.id(), false));

    Response back = get(issuer.visit(location(leave()), "anna"));

    assertThat(text(back)).contains("AADSTS50020");
    assertNobody();
  }

  @Test
  void anAnswerCountsInTheBrowserThatAskedOnly() throws Exception {
    String answer = issuer.visit(location(leave()), "anna");
    Map<String, String> own = new LinkedHashMap<>(cookies);
    cookies.clear();
    assertThat(get(answer).status()).isEqualTo(403);
    var _ = leave();
    assertThat(get(answer).status()).isEqualTo(403);
    assertNobody();

    cookies.clear();
    cookies.putAll(own);
    assertThat(location(get(answer))).isEqualTo("/account");
  }

  @Test
  void anAnswerCountsOnceAndNotForLong() throws Exception {
    String answer = issuer.visit(location(leave()), "anna");
    Map<String, String> before = new LinkedHashMap<>(cookies);
    assertThat(location(get(answer))).isEqualTo("/account");
    assertThat(get(answer).status()).isEqualTo(403);
    cookies.clear();
    cookies.putAll(before);
    assertThat(get(answer).status()).isNotEqualTo(303);
    assertNobody();
    String late = issuer.visit(location(leave()), "anna");
    world.pass(Duration.ofMinutes(10));
    assertThat(get(late).status()).isEqualTo(403);
  }

  @Test
  void anAnswerOfAnotherIssuerIsRefused() throws Exception {
    String answer = issuer.visit(location(leave()), "anna");
    assertThat(answer).contains("iss=");
    Map<String, String> before = new LinkedHashMap<>(cookies);
    for (String other :
        List.of(
            answer.replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fevil.test"),
            answer.replaceFirst("&?iss=[^&]*", ""),
            answer.replaceFirst("state=[^&]*", "state=x"),
            answer.replaceFirst("state=[^&]*", ""))) {
      cookies.clear();
      cookies.putAll(before);
      assertThat(get(other).status()).as(other).isBetween(400, 403);
      assertNobody();
    }
    cookies.putAll(before);
    assertThat(location(get(answer))).isEqualTo("/account");
  }

  @Test
  void nobodyIsSentToAnIssuerThatIsNotConfigured() {
    Response response = get("/login/issuer?issuer=https%3A%2F%2Fevil.test&next=account");

    assertThat(text(response)).contains("AADSTS50107");
    assertThat(location(response)).isEmpty();
  }

  @Test
  void whatWasOpenedThereStandsWhileTheIssuerIsTrusted() throws Exception {
    get(issuer.visit(location(leave()), "anna"));
    String code =
        location(
                get(
                    AUTHORIZE
                        + "?client_id="
                        + CLIENT
                        + "&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%3A8400"
                        + "&scope=https%3A%2F%2Fgraph.test%2F.default%20offline_access"
                        + "&code_challenge_method=S256&code_challenge="
                        + CHALLENGE))
            .replaceFirst(".*[?&]code=([^&]+).*", "$1");
    Response tokens =
        redeem(
            "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%3A8400&code_verifier="
                + VERIFIER
                + "&code="
                + code);
    assertThat(tokens.status()).as(text(tokens)).isEqualTo(200);
    String access = Json.parse(tokens.body()).text("access_token").orElseThrow();
    String renew =
        "grant_type=refresh_token&refresh_token="
            + Json.parse(tokens.body()).text("refresh_token").orElseThrow();
    assertThat(me(access)).isEqualTo(200);

    world.trust(List.of());
    assertThat(me(access)).isEqualTo(401);
    assertThat(text(redeem(renew))).contains("invalid_grant");
    assertThat(text(get("/account"))).contains("<h1>Sign in</h1>");

    world.trust(List.of(configured));
    assertThat(me(access)).isEqualTo(200);
    assertThat(redeem(renew).status()).isEqualTo(200);
    assertThat(text(get("/account"))).contains("<h1>Your account</h1>");
  }

  private int me(String token) {
    return world.send("GET", "https://graph.test/v1.0/me", Optional.of(token), "").status();
  }

  private Response redeem(String form) {
    String url = LOGIN + "/" + AppWorld.TENANT + "/oauth2/v2.0/token";
    return world.send("POST", url, Optional.empty(), form + "&client_id=" + CLIENT);
  }

  @Test
  void whereOneGoesOnToIsAlwaysAPlaceOfOurs() throws Exception {
    Response away =
        get(
            "/login/issuer?next=https%3A%2F%2Fevil.test&issuer="
                + URLEncoder.encode(issuer.url(), StandardCharsets.UTF_8));

    assertThat(location(get(issuer.visit(location(away), "anna")))).isEqualTo("/account");
  }

  private Response leave() {
    return get(
        "/login/issuer?next=account&issuer="
            + URLEncoder.encode(issuer.url(), StandardCharsets.UTF_8));
  }

  private void assertNobody() {
    assertThat(cookies).doesNotContainKey("__Host-strongroom-session");
  }

  private Response get(String target) {
    String url = target.startsWith("/") ? LOGIN + target : target;
    StringBuilder header = new StringBuilder();
    cookies.forEach((name, value) -> header.append(name).append('=').append(value).append(';'));
    Response response = world.browse(url, header.toString());
    for (Header one : response.headers()) {
      if (one.name().equals("Set-Cookie")) {
        String pair = one.value().replaceFirst(";.*", "");
        String name = pair.substring(0, pair.indexOf('='));
        if (one.value().contains("Max-Age=0")) {
          cookies.remove(name);
        } else {
          cookies.put(name, pair.substring(name.length() + 1));
        }
      }
    }
    return response;
  }

  private static String location(Response response) {
    return response.headers().stream()
        .filter(header -> header.name().equals("Location"))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
