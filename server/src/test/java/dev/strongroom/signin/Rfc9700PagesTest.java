package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.authorize;
import static dev.strongroom.signin.SignInWorld.header;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import dev.strongroom.token.Exchange;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The attacks of RFC 9700 (best current practice for OAuth 2.0 security) on the pages and the
/// browser, section by section; `Rfc9700Test` has those on codes and tokens.
class Rfc9700PagesTest {
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

  @Test
  void section4_2_thePageTellsNoOtherSiteWhereItCameFrom() {
    Response page = browser.get(authorize());
    assertThat(header(page, "Referrer-Policy")).hasValue("same-origin");
    assertThat(header(page, "Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(text(page)).doesNotContainPattern("(src|href)=\"(https?:)?//");
  }

  @Test
  void section4_7_aFormOfAnotherSiteDoesNothing() {
    browser.get(authorize());
    Map<String, String> form = browser.hidden("/login");
    form.putAll(Map.of("username", "anna@corp.test", "password", PASSWORD));
    Map<String, String> without = new LinkedHashMap<>(form);
    without.remove("csrf");
    assertThat(browser.post("/login", without).status()).isEqualTo(403);
    Response foreign =
        world.send(
            Exchange.post("/login", form)
                .header("Cookie", cookies(browser))
                .header("Origin", "https://evil.test"));
    assertThat(foreign.status()).isEqualTo(403);
    Response crossSite =
        world.send(
            Exchange.post("/login", form)
                .header("Cookie", cookies(browser))
                .header("Sec-Fetch-Site", "cross-site"));
    assertThat(crossSite.status()).isEqualTo(403);
    Response sandboxed =
        world.send(
            Exchange.post("/login", form)
                .header("Cookie", cookies(browser))
                .header("Origin", "null"));
    assertThat(sandboxed.status()).as("a frame without an origin").isEqualTo(403);
    TestBrowser other = world.browser("mallory");
    other.get(authorize());
    assertThat(other.post("/login", form).status()).as("another browser's form").isEqualTo(403);
    assertThat(browser.post("/login", form).status()).isEqualTo(303);
  }

  @Test
  void section4_7_signingOutTakesAFormOfOurs() {
    browser.follow(browser.signIn(authorize(), "anna@corp.test", PASSWORD));
    Response asked =
        browser.get("/common/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.test");
    assertThat(asked.status()).isEqualTo(200);
    assertThat(text(asked)).doesNotContain("evil");
    assertThat(sent(browser.get(authorize()), "code")).as("still signed in").isNotEmpty();
  }

  @Test
  void section4_11_weAreNoOpenRedirector() {
    for (String next :
        List.of(
            "https://evil.test",
            "//evil.test",
            "authorize //evil.test v2 x",
            "authorize evil.test/x v2 y",
            "authorize ../evil v1 \r\nSet-Cookie: x=y",
            "/\\evil.test")) {
      TestBrowser fresh = world.browser("open " + next);
      fresh.get("/device");
      Response back =
          fresh.submit("/login", "username", "anna@corp.test", "password", PASSWORD, "next", next);
      assertThat(header(back, "Location").orElseThrow())
          .as(next)
          .satisfiesAnyOf(
              location -> assertThat(location).isEqualTo("/account"),
              location -> assertThat(location).startsWith("/evil.test/oauth2/"),
              location -> assertThat(location).matches("/[A-Za-z0-9.-]+/oauth2/.*"));
      assertThat(header(back, "Location").orElseThrow()).doesNotStartWith("//");
    }
  }

  @Test
  void section4_12_theBrowserIsSentOnWithSeeOther() {
    Response back = browser.signIn(authorize(), "anna@corp.test", PASSWORD);
    assertThat(back.status()).isEqualTo(303);
    assertThat(browser.follow(back).status()).isEqualTo(303);
  }

  @Test
  void section4_16_noSiteFramesThePages() {
    for (String path : List.of(authorize(), "/account", "/device", "/start")) {
      Response page = browser.get(path);
      assertThat(header(page, "X-Frame-Options")).as(path).hasValue("DENY");
      assertThat(header(page, "Content-Security-Policy").orElseThrow())
          .as(path)
          .contains("frame-ancestors 'none'", "base-uri 'none'");
    }
  }

  @Test
  void sessionFixation_whatABrowserBroughtIsNeverPromoted() {
    browser.cookies.put("__Host-strongroom-session", "A".repeat(43));
    browser.get(authorize());
    String form = browser.cookies.get("__Host-strongroom-form");
    Response back = browser.submit("/login", "username", "anna@corp.test", "password", PASSWORD);
    assertThat(back.status()).isEqualTo(303);
    assertThat(browser.cookies.get("__Host-strongroom-session")).isNotEqualTo("A".repeat(43));
    assertThat(browser.cookies.get("__Host-strongroom-form")).isNotEqualTo(form);
    String first = browser.cookies.get("__Host-strongroom-session");
    browser.get(authorize("prompt", "login"));
    browser.submit("/login", "username", "anna@corp.test", "password", PASSWORD);
    assertThat(browser.cookies.get("__Host-strongroom-session")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test; script-src 'unsafe-inline'",
        "https://evil.test\r\nSet-Cookie: a=b",
        "https://evil.test 'unsafe-inline'",
        "https://*",
        "https:"
      })
  void nothingThatAStrangerPostsReachesThePolicy(String to) {
    Response page =
        world.send(
            Exchange.post("/login", Exchange.form("username", "x", "to", to, "next", "device")));
    assertThat(page.status()).isEqualTo(403);
    assertThat(header(page, "Content-Security-Policy").orElseThrow())
        .doesNotContain("evil", "unsafe", "\r", "*")
        .contains("form-action 'self'; frame-ancestors");
  }

  @Test
  void cookiesAreOursAloneAndUnreadable() {
    Response back = browser.signIn(authorize(), "anna@corp.test", PASSWORD);
    assertThat(back.headers().stream().filter(h -> h.name().equals("Set-Cookie")))
        .hasSize(3)
        .allMatch(h -> h.value().startsWith("__Host-strongroom-"))
        .allMatch(h -> h.value().contains("; Path=/; Secure; HttpOnly; SameSite="))
        .noneMatch(h -> h.value().contains("Domain"));
  }

  @Test
  void whatAStrangerWritesIsNeverMarkup() {
    browser.get(authorize("login_hint", "\"><script>alert(1)</script>"));
    assertThat(browser.page()).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    Response refused = browser.get(authorize("client_id", "<script>alert(1)</script>"));
    assertThat(text(refused)).doesNotContain("<script>alert");
  }

  private static String cookies(TestBrowser browser) {
    StringBuilder header = new StringBuilder();
    browser.cookies.forEach(
        (name, value) -> header.append(name).append('=').append(value).append("; "));
    return header.toString();
  }
}
