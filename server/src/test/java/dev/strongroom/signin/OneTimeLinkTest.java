package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import dev.strongroom.identity.Principal.User;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passwords that somebody else began: one-time links, and first passwords.
class OneTimeLinkTest {
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
  void aOneTimeLinkChoosesThePasswordOnce() {
    String code = world.oneTimeCode(world.anna);
    browser.get("/start");
    Response weak =
        browser.submit("/start", "code", code, "new", "password1234", "repeat", "password1234");
    assertThat(text(weak)).contains("too common");
    Response differ =
        browser.submit("/start", "code", code, "new", "sieben graue wale", "repeat", "sieben");
    assertThat(text(differ)).contains("not the same");
    Response set =
        browser.submit(
            "/start", "code", code, "new", "sieben graue wale", "repeat", "sieben graue wale");
    assertThat(set.status()).as(text(set)).isEqualTo(303);
    assertThat(text(browser.follow(set))).contains("<h1>Your account</h1>");
    TestBrowser thief = world.browser("thief");
    thief.get("/start");
    assertThat(
            text(
                thief.submit(
                    "/start",
                    "code",
                    code,
                    "new",
                    "achtzehn rote wale",
                    "repeat",
                    "achtzehn rote wale")))
        .contains("AADSTS130503");
  }

  @Test
  void aOneTimeLinkHoldsForTwoDays() {
    String code = world.oneTimeCode(world.anna);
    world.pass(Duration.ofHours(48));
    browser.get("/start");
    assertThat(
            text(
                browser.submit(
                    "/start",
                    "code",
                    code,
                    "new",
                    "sieben graue wale",
                    "repeat",
                    "sieben graue wale")))
        .contains("AADSTS130503");
  }

  @Test
  void aOneTimeLinkDoesNotReplaceTheSecondFactor() {
    world.enrol(browser);
    String code = world.oneTimeCode(world.anna);
    TestBrowser thief = world.browser("thief");
    thief.get("/start");
    Response set =
        thief.submit(
            "/start", "code", code, "new", "sieben graue wale", "repeat", "sieben graue wale");
    assertThat(set.status()).isEqualTo(303);
    assertThat(text(thief.follow(set))).contains("<h1>Sign in</h1>");
  }

  @Test
  void aPasswordFromAnAdministratorIsChangedAtTheFirstSignIn() {
    User bert = world.user("bert@corp.test", "Bert", "wanderer nebel fels", true);
    assertThat(bert.userPrincipalName()).isEqualTo("bert@corp.test");
    Response step = browser.signIn("/account", "bert@corp.test", "wanderer nebel fels");
    assertThat(text(step)).contains("New password");
    Response same =
        browser.submit(
            "/login/factor", "new", "wanderer nebel fels", "repeat", "wanderer nebel fels");
    assertThat(text(same)).contains("differs from the present one");
    Response done =
        browser.submit(
            "/login/factor", "new", "tal see licht ufer", "repeat", "tal see licht ufer");
    assertThat(done.status()).as(text(done)).isEqualTo(303);
  }
}
