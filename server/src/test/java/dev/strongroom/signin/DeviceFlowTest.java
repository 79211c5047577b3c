package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.CLIENT;
import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Response;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.IpBlock;
import dev.strongroom.people.PurgeEndedSignIns;
import dev.strongroom.people.SignInRules;
import dev.strongroom.token.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices without a browser, signed in elsewhere (RFC 8628).
class DeviceFlowTest {
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
  void aDeviceIsSignedInByTypingItsCode() {
    Response started =
        world.post(
            "/organizations/oauth2/v2.0/devicecode",
            "client_id",
            CLIENT,
            "scope",
            "https://management.corp.test//.default offline_access openid profile");
    assertThat(started.status()).as(text(started)).isEqualTo(200);
    assertThat(member(started, "verification_uri")).isEqualTo("https://login.corp.test/device");
    String device = member(started, "device_code");
    String userCode = member(started, "user_code");
    assertThat(text(poll(device))).contains("authorization_pending", "70016");
    assertThat(text(poll(device))).contains("slow_down");
    Response page = browser.follow(browser.signIn("/device", "anna@corp.test", PASSWORD));
    assertThat(text(page)).contains("Enter code");
    assertThat(text(browser.submit("/device", "code", "XXXXXXXXX"))).contains("AADSTS70018");
    Response confirm =
        browser.submit("/device", "code", userCode.toLowerCase(java.util.Locale.ROOT));
    assertThat(text(confirm)).contains("Azure CLI", "10.0.0.7", "nobody sent you the code");
    assertThat(text(browser.submit("/device/decide", "decision", "approve"))).contains("Signed in");
    world.pass(Duration.ofSeconds(5));
    Response tokens = poll(device);
    assertThat(tokens.status()).as(text(tokens)).isEqualTo(200);
    assertThat(member(tokens, "refresh_token")).isNotEmpty();
    assertThat(member(tokens, "id_token")).isNotEmpty();
    var _ = world.caller(member(tokens, "access_token"));
    assertThat(text(poll(device))).as("used").contains("expired_token");
    browser.get("/account");
    browser.submit("/account/end", "id", grantId(browser.page()));
    assertThatThrownBy(() -> world.caller(member(tokens, "access_token")))
        .isInstanceOf(Refused.class);
  }

  private static String grantId(String page) {
    Matcher found =
        Pattern.compile("(?s)<li>Azure CLI.*?name=\"id\" value=\"([^\"]*)\"").matcher(page);
    assertThat(found.find()).as(page).isTrue();
    return found.group(1);
  }

  @Test
  void aDeviceThatIsDeclinedLearnsIt() {
    Response started =
        world.post("/common/oauth2/v2.0/devicecode", "client_id", CLIENT, "scope", "openid");
    browser.follow(browser.signIn("/device", "anna@corp.test", PASSWORD));
    browser.submit("/device", "code", member(started, "user_code"));
    assertThat(text(browser.submit("/device/decide", "decision", "decline"))).contains("Refused");
    assertThat(text(poll(member(started, "device_code")))).contains("authorization_declined");
  }

  @Test
  void aDeviceWaitsForAQuarterOfAnHour() {
    Response started =
        world.post("/common/oauth2/v2.0/devicecode", "client_id", CLIENT, "scope", "openid");
    world.pass(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(text(poll(member(started, "device_code")))).contains("authorization_pending");
    world.pass(Duration.ofSeconds(1));
    assertThat(text(poll(member(started, "device_code")))).contains("expired_token", "70020");
  }

  private Response poll(String device) {
    return world.token(
        "grant_type", "urn:ietf:params:oauth:grant-type:device_code",
        "client_id", CLIENT,
        "code", device,
        "device_code", device,
        "client_info", "1");
  }

  private Response start(String address) {
    return world.send(
        Exchange.post(
                "/common/oauth2/v2.0/devicecode",
                Exchange.form("client_id", CLIENT, "scope", "openid"))
            .from(address));
  }

  @Test
  void onePlaceDoesNotFillTheListForOthers() {
    for (int i = 0; i < 100; i += 1) {
      assertThat(start("10.6.6.6").status()).as("device %d", i).isEqualTo(200);
    }
    assertThat(start("10.6.6.6").status()).isEqualTo(503);
    assertThat(start("10.6.6.7").status()).isEqualTo(200);
    world.pass(Duration.ofMinutes(15));
    world.world.perform(new PurgeEndedSignIns(world.people()));
    assertThat(start("10.6.6.6").status()).isEqualTo(200);
  }

  /// The person stands in the office, the device does not.
  @Test
  void theDeviceMeetsTheDemandsOfItsOwnPlace(@TempDir Path other) {
    SignInRules rules =
        new SignInRules(
            false,
            SignInRules.SecondFactor.OUTSIDE_NAMED_NETWORKS,
            List.of(
                new SignInRules.Network(
                    "office", List.of(IpBlock.parse("10.0.0.0/24").orElseThrow()))),
            Map.of());
    try (SignInWorld office = new SignInWorld(other, rules)) {
      world.close();
      world = office;
      Response started = start("192.0.2.7");
      TestBrowser anna = office.browser("anna");
      anna.follow(anna.signIn("/device", "anna@corp.test", PASSWORD));
      anna.submit("/device", "code", member(started, "user_code"));
      assertThat(text(anna.submit("/device/decide", "decision", "approve"))).contains("Signed in");
      Map<String, String> form =
          Exchange.form(
              "grant_type",
              "urn:ietf:params:oauth:grant-type:device_code",
              "client_id",
              CLIENT,
              "device_code",
              member(started, "device_code"));
      Exchange poll = Exchange.post("/common/oauth2/v2.0/token", form);
      assertThat(text(world.send(poll.from("192.0.2.7")))).contains("AADSTS50076");
      assertThat(world.send(poll.from("10.0.0.9")).status()).isEqualTo(200);
    }
  }
}
