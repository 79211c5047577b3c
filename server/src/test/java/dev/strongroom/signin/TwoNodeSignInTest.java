package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.CLIENT;
import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.VERIFIER;
import static dev.strongroom.signin.SignInWorld.authorize;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Response;
import dev.strongroom.identity.IdentityWorld;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.RevokeSignIns;
import dev.strongroom.token.Exchange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one PostgreSQL: what counts once counts once on both together, and what ended on
/// one has ended on the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodeSignInTest {
  private SignInWorld one;
  private SignInWorld two;

  @BeforeAll
  void open(@TempDir Path folder) {
    List<IdentityWorld> nodes = IdentityWorld.pair(folder);
    one = SignInWorld.on(nodes.getFirst());
    two = new SignInWorld(nodes.getLast(), one.anna);
  }

  @AfterAll
  void close() {
    two.close();
    one.close();
  }

  private void pass(Duration time) {
    one.pass(time);
    two.pass(time);
  }

  /// Sends it to both nodes at the same moment; answers the two statuses, sorted.
  private List<Integer> both(Exchange exchange) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Callable<Integer> first = () -> sentBy(one, exchange, start);
      Callable<Integer> second = () -> sentBy(two, exchange, start);
      Future<Integer> a = pool.submit(first);
      Future<Integer> b = pool.submit(second);
      return List.of(Math.min(a.get(), b.get()), Math.max(a.get(), b.get()));
    }
  }

  private static int sentBy(SignInWorld node, Exchange exchange, CyclicBarrier start)
      throws Exception {
    start.await();
    return node.send(exchange).status();
  }

  private TestBrowser signedIn(String name, String user) {
    TestBrowser browser = one.browser(name);
    browser.signIn("/account", user, PASSWORD + "!");
    return browser;
  }

  private void user(String name) {
    one.user(name, name, PASSWORD + "!", false);
  }

  private static Exchange token(String... form) {
    return Exchange.post("/" + SignInWorld.TENANT + "/oauth2/v2.0/token", Exchange.form(form));
  }

  private static Exchange redemption(String code) {
    return token(
        "grant_type", "authorization_code",
        "client_id", CLIENT,
        "code", code,
        "redirect_uri", "http://localhost:8400",
        "code_verifier", VERIFIER);
  }

  @Test
  void aCodeIsRedeemedOnce() throws Exception {
    user("code@corp.test");
    TestBrowser browser = signedIn("code", "code@corp.test");
    for (int i = 0; i < 4; i += 1) {
      assertThat(both(redemption(sent(browser.get(authorize()), "code"))))
          .containsExactly(200, 400);
    }
  }

  @Test
  void aRecoveryCodeAndATimeStepAreGoodOnce() throws Exception {
    user("factor@corp.test");
    TestBrowser browser = signedIn("factor", "factor@corp.test");
    SignInWorld.Enrolled enrolled = one.addAuthenticator(browser);
    two.pass(Duration.ofSeconds(30));
    for (String code : List.of(enrolled.recovery().getFirst(), one.digits(enrolled.key()))) {
      TestBrowser other = one.browser("other " + code);
      assertThat(text(other.signIn("/account", "factor@corp.test", PASSWORD + "!")))
          .contains("Second step");
      assertThat(both(other.filled("/login/factor", "code", code))).containsExactly(303, 400);
    }
  }

  @Test
  void aPasskeysAnswerCountsOnce() throws Exception {
    user("passkey@corp.test");
    TestBrowser browser = signedIn("passkey", "passkey@corp.test");
    TestPasskey passkey = new TestPasskey();
    browser.get("/account/passkey");
    assertThat(browser.passkey("/account/passkey", passkey::make).status()).isEqualTo(200);
    TestBrowser phone = one.browser("phone");
    phone.get("/account");
    Map<String, String> answer = passkey.use(phone.challenge());
    String[] fields =
        answer.entrySet().stream()
            .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
            .toArray(String[]::new);
    assertThat(both(phone.filled("/login/passkey", fields))).containsExactly(303, 400);
  }

  @Test
  void aOneTimeLinkIsGoodOnce() throws Exception {
    user("link@corp.test");
    String code = one.oneTimeCode(one.world.directoryNow().user("link@corp.test").orElseThrow());
    TestBrowser browser = one.browser("link");
    browser.get("/start");
    Exchange form =
        browser.filled(
            "/start", "code", code, "new", "sieben graue wale", "repeat", "sieben graue wale");
    assertThat(both(form)).containsExactly(303, 400);
  }

  @Test
  void aDeviceGetsItsTokensOnce() throws Exception {
    user("device@corp.test");
    Response started =
        two.post("/common/oauth2/v2.0/devicecode", "client_id", CLIENT, "scope", "openid");
    TestBrowser browser = signedIn("device", "device@corp.test");
    browser.get("/device");
    browser.submit("/device", "code", member(started, "user_code"));
    assertThat(text(browser.submit("/device/decide", "decision", "approve"))).contains("Signed in");
    Exchange poll =
        token(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:device_code",
            "client_id",
            CLIENT,
            "device_code",
            member(started, "device_code"));
    assertThat(both(poll)).containsExactly(200, 400);
  }

  @Test
  void aRefreshTokenThatComesAgainOnTheOtherNodeEndsTheFamily() throws Exception {
    user("refresh@corp.test");
    TestBrowser browser = signedIn("refresh", "refresh@corp.test");
    Response first = one.send(redemption(sent(browser.get(authorize()), "code")));
    String stolen = member(first, "refresh_token");
    Exchange renewal =
        token("grant_type", "refresh_token", "client_id", CLIENT, "refresh_token", stolen);
    assertThat(both(renewal)).as("two processes at one moment").containsExactly(200, 200);
    Response next = one.send(renewal);
    assertThat(next.status()).isEqualTo(200);
    pass(Duration.ofSeconds(21));
    assertThat(text(two.send(renewal))).contains("AADSTS50173");
    Exchange later =
        token(
            "grant_type",
            "refresh_token",
            "client_id",
            CLIENT,
            "refresh_token",
            member(next, "refresh_token"));
    assertThat(one.send(later).status()).isEqualTo(400);
    assertThatThrownBy(() -> one.caller(member(next, "access_token"))).isInstanceOf(Refused.class);
  }

  @Test
  void whatEndsOnOneHasEndedOnTheOther() {
    user("gone@corp.test");
    TestBrowser browser = signedIn("gone", "gone@corp.test");
    String token =
        member(one.send(redemption(sent(browser.get(authorize()), "code"))), "access_token");
    var _ = two.caller(token);
    var id = one.world.directoryNow().user("gone@corp.test").orElseThrow().id();
    one.world.perform(new SetPrincipalEnabled(one.world.directory, id, false));
    assertThatThrownBy(() -> two.caller(token)).isInstanceOf(Refused.class);
    one.world.perform(new SetPrincipalEnabled(one.world.directory, id, true));
    var _ = two.caller(token);
    assertThat(one.world.perform(new RevokeSignIns(one.people(), id))).isEqualTo(2);
    assertThatThrownBy(() -> two.caller(token)).isInstanceOf(Refused.class);
    assertThat(text(two.send(browser.asked("/account")))).contains("<h1>Sign in</h1>");
  }
}
