package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.text;
import static dev.strongroom.signin.TestApp.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import dev.strongroom.identity.Application.Traits;
import dev.strongroom.identity.ReplyAddress.Platform;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.people.SignInRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Registered applications without a browser of their own: devices, and people's passwords.
class RegisteredGrantsTest {
  private static final Traits PROGRAM = new Traits(true, Optional.empty());
  private static final String VAULT = "https://vault.corp.test";
  private SignInWorld world;
  private TestBrowser browser;
  private TestApp app;

  @BeforeEach
  void open(@TempDir Path folder) {
    world =
        new SignInWorld(
            folder,
            new SignInRules(true, SignInRules.SecondFactor.WHERE_ENROLLED, List.of(), Map.of()));
    browser = world.browser("anna");
    app = new TestApp(world, "Shop");
    for (Platform platform : Platform.values()) {
      app.replies(platform);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Response device(String... more) {
    return world.post(
        "/common/oauth2/v2.0/devicecode",
        TestApp.with(more, "client_id", app.id.toString(), "scope", SCOPE));
  }

  private Response poll(Response started, String... more) {
    return world.token(
        TestApp.with(
            more,
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            app.id.toString(),
            "device_code",
            member(started, "device_code")));
  }

  private void approve(Response started) {
    browser.follow(browser.signIn("/device", "anna@corp.test", PASSWORD));
    assertThat(text(browser.submit("/device", "code", member(started, "user_code"))))
        .contains("Shop");
    assertThat(text(browser.submit("/device/decide", "decision", "approve"))).contains("Signed in");
    world.pass(Duration.ofSeconds(5));
  }

  private Response password(String... more) {
    return world.token(
        TestApp.with(
            more,
            "grant_type",
            "password",
            "client_id",
            app.id.toString(),
            "username",
            "anna@corp.test",
            "password",
            PASSWORD,
            "scope",
            SCOPE));
  }

  @Test
  void aPublicApplicationSignsADeviceInWithoutASecret() {
    app.traits(PROGRAM);
    Response started = device();
    assertThat(started.status()).as(text(started)).isEqualTo(200);
    assertThat(text(poll(started))).contains("authorization_pending", "70016");
    assertThat(text(poll(started, "client_secret", app.secret)))
        .as("a secret that would be on every device")
        .contains("AADSTS700025");
    approve(started);
    Response tokens = poll(started);
    assertThat(tokens.status()).as(text(tokens)).isEqualTo(200);
    var _ = world.caller(member(tokens, "access_token"), VAULT);
    assertThat(world.send(app.renew(member(tokens, "refresh_token"))).status()).isEqualTo(200);
  }

  @Test
  void aConfidentialApplicationProvesItselfAtEachPoll() {
    Response started = device();
    assertThat(text(poll(started))).contains("invalid_client", "AADSTS7000218");
    assertThat(text(poll(started, "client_secret", "wrong"))).contains("AADSTS7000215");
    approve(started);
    assertThat(text(poll(started))).as("a stolen code").contains("AADSTS7000218");
    Response tokens = poll(started, "client_secret", app.secret);
    assertThat(tokens.status()).as(text(tokens)).isEqualTo(200);
    String refresh = member(tokens, "refresh_token");
    assertThat(text(world.send(app.renew(refresh)))).contains("AADSTS7000218");
    assertThat(world.send(app.renew(refresh, "client_secret", app.secret)).status()).isEqualTo(200);
  }

  @Test
  void aDeviceCodeIsWorthNothingToAnotherApplication() {
    app.traits(PROGRAM);
    TestApp other = new TestApp(world, "Other");
    other.traits(PROGRAM);
    Response started = device();
    approve(started);
    assertThat(text(poll(started, "client_id", other.id.toString())))
        .contains("expired_token", "70020");
    assertThat(text(poll(started, "client_id", SignInWorld.CLIENT))).contains("expired_token");
    assertThat(poll(started).status()).isEqualTo(200);
  }

  @Test
  void whatADeviceMayNotHaveIsRefusedAtOnce() {
    assertThat(text(device("scope", "https://management.corp.test/.default")))
        .contains("consent_required", "AADSTS65001");
    assertThat(text(device("scope", "https://elsewhere.test/.default")))
        .contains("invalid_resource", "AADSTS500011");
    assertThat(text(device("client_id", "00000000-0000-0000-0000-0000000000aa")))
        .contains("unauthorized_client", "AADSTS700016");
    assertThat(text(device("scope", ""))).contains("AADSTS900144");
  }

  @Test
  void anApplicationThatIsNoLongerPublicRenewsNothing() {
    app.traits(PROGRAM);
    Response tokens = password();
    assertThat(tokens.status()).as(text(tokens)).isEqualTo(200);
    app.traits(Traits.NONE);
    assertThat(text(world.send(app.renew(member(tokens, "refresh_token")))))
        .contains("AADSTS7000218");
  }

  @Test
  void aDisabledApplicationSignsNoDeviceIn() {
    app.traits(PROGRAM);
    Response started = device();
    approve(started);
    world.world.perform(
        new SetPrincipalEnabled(
            world.world.directory,
            world.world.directoryNow().client(app.id).orElseThrow().id(),
            false));
    assertThat(text(poll(started))).contains("AADSTS700016");
    assertThat(text(device())).contains("AADSTS700016");
  }

  @Test
  void aPasswordIsTakenFromWhoMayTakeIt() {
    assertThat(text(password())).contains("invalid_client", "AADSTS7000218");
    assertThat(text(password("client_secret", "wrong"))).contains("AADSTS7000215");
    Response server = password("client_secret", app.secret);
    assertThat(server.status()).as(text(server)).isEqualTo(200);
    app.traits(PROGRAM);
    assertThat(text(password("client_secret", app.secret))).contains("AADSTS700025");
    Response program = password();
    assertThat(program.status()).as(text(program)).isEqualTo(200);
    var _ = world.caller(member(program, "access_token"), VAULT);
    assertThat(text(password("password", "wrong"))).contains("invalid_grant", "AADSTS50126");
    assertThat(text(password("scope", "https://management.corp.test/.default")))
        .contains("AADSTS65001");
    var _ = world.enrol(browser);
    assertThat(text(password())).as("a second factor").contains("invalid_grant", "AADSTS50076");
  }

  @Test
  void withoutTheOperatorThereIsNoPasswordGrant(@TempDir Path folder) {
    try (SignInWorld strict = new SignInWorld(folder)) {
      TestApp shop = new TestApp(strict, "Shop");
      shop.traits(PROGRAM);
      assertThat(
              text(
                  strict.token(
                      "grant_type",
                      "password",
                      "client_id",
                      shop.id.toString(),
                      "username",
                      "anna@corp.test",
                      "password",
                      PASSWORD,
                      "scope",
                      SCOPE)))
          .contains("unsupported_grant_type", "AADSTS70003");
    }
  }
}
