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
import dev.strongroom.identity.Principal.User;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Second factors, recovery codes, one-time links, sessions: what people do with their accounts.
class AccountTest {
  private static final Pattern KEY = Pattern.compile("secret=([A-Z2-7]{32})&");
  private static final Pattern RECOVERY = Pattern.compile("<code>([A-Z0-9-]{19})</code>");
  private SignInWorld world;
  private TestBrowser browser;
  private String key = "";
  private final List<String> recovery = new ArrayList<>();

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new SignInWorld(folder);
    browser = world.browser("anna");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Response signIn(TestBrowser where) {
    return where.signIn("/account", "anna@corp.test", PASSWORD);
  }

  private String digits(String secret) {
    return world.digits(secret);
  }

  private void enrol() {
    signIn(browser);
    browser.get("/account/authenticator");
    Matcher found = KEY.matcher(browser.page());
    assertThat(found.find()).as(browser.page()).isTrue();
    key = found.group(1);
    Response added = browser.submit("/account/authenticator", "code", digits(key));
    assertThat(added.status()).as(text(added)).isEqualTo(200);
    RECOVERY.matcher(text(added)).results().forEach(code -> recovery.add(code.group(1)));
    assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    world.pass(Duration.ofSeconds(30));
  }

  @Test
  void withAnAuthenticatorThePasswordIsNotEnough() {
    enrol();
    TestBrowser other = world.browser("laptop");
    assertThat(signIn(other).status()).isEqualTo(200);
    assertThat(other.page()).contains("Second step");
    assertThat(other.cookies).doesNotContainKey("__Host-strongroom-session");
    Response wrong = other.submit("/login/factor", "code", "000000");
    assertThat(text(wrong)).contains("AADSTS500121");
    assertThat(other.submit("/login/factor", "code", digits(key)).status()).isEqualTo(303);
    assertThat(other.get("/account").status()).isEqualTo(200);
  }

  @Test
  void theTokenSaysThatTwoFactorsWereShown() {
    enrol();
    TestBrowser other = world.browser("laptop");
    other.signIn(authorize(), "anna@corp.test", PASSWORD);
    Response back = other.follow(other.submit("/login/factor", "code", digits(key)));
    Response tokens =
        world.token(
            "grant_type",
            "authorization_code",
            "client_id",
            CLIENT,
            "code",
            sent(back, "code"),
            "redirect_uri",
            "http://localhost:8400",
            "code_verifier",
            VERIFIER);
    Who.Principal who = (Who.Principal) world.caller(member(tokens, "access_token"));
    assertThat(who.assurance().methods()).containsExactlyInAnyOrder("pwd", "otp", "mfa");
    assertThat(who.assurance().multiFactor()).isTrue();
  }

  @Test
  void aTimeStepIsGoodOnce() {
    enrol();
    String seen = digits(key);
    TestBrowser first = world.browser("first");
    signIn(first);
    assertThat(first.submit("/login/factor", "code", seen).status()).isEqualTo(303);
    TestBrowser second = world.browser("second");
    signIn(second);
    assertThat(second.submit("/login/factor", "code", seen).status()).isEqualTo(400);
    world.pass(Duration.ofSeconds(30));
    assertThat(second.submit("/login/factor", "code", digits(key)).status()).isEqualTo(303);
  }

  @Test
  void aRecoveryCodeIsGoodOnce() {
    enrol();
    String code = recovery.getFirst().toLowerCase(java.util.Locale.ROOT).replace("-", " ");
    TestBrowser first = world.browser("first");
    signIn(first);
    assertThat(first.submit("/login/factor", "code", code).status()).isEqualTo(303);
    first.get("/account");
    assertThat(first.page()).contains("9 recovery codes are left");
    TestBrowser second = world.browser("second");
    signIn(second);
    assertThat(second.submit("/login/factor", "code", code).status()).isEqualTo(400);
  }

  @Test
  void guessingTheSecondFactorIsSlowedWhereverItComesFrom() {
    enrol();
    for (int i = 0; i < 5; i += 1) {
      TestBrowser thief = world.browser("thief " + i).at("10.9.0." + i);
      signIn(thief);
      assertThat(thief.submit("/login/factor", "code", "00000" + i).status()).isEqualTo(400);
    }
    TestBrowser thief = world.browser("thief").at("10.9.9.9");
    signIn(thief);
    assertThat(thief.submit("/login/factor", "code", digits(key)).status()).isEqualTo(429);
    world.pass(Duration.ofMinutes(1));
    assertThat(thief.submit("/login/factor", "code", digits(key)).status()).isEqualTo(303);
  }

  @Test
  void theSecondStepExpires() {
    enrol();
    TestBrowser other = world.browser("laptop");
    signIn(other);
    world.pass(Duration.ofMinutes(10));
    Response late = other.submit("/login/factor", "code", digits(key));
    assertThat(late.status()).isEqualTo(400);
    assertThat(text(late)).contains("<h1>Sign in</h1>");
  }

  @Test
  void theSecondStepBelongsToItsBrowser() {
    enrol();
    TestBrowser other = world.browser("laptop");
    signIn(other);
    String state = other.hidden("/login/factor").get("state");
    TestBrowser thief = world.browser("thief");
    signIn(thief);
    var form = thief.hidden("/login/factor");
    form.put("state", state);
    form.put("code", digits(key));
    assertThat(thief.post("/login/factor", form).status()).isEqualTo(400);
  }

  @Test
  void changesTakeAFreshSignIn() {
    signIn(browser);
    world.pass(Duration.ofMinutes(15).plusSeconds(1));
    assertThat(text(browser.get("/account/authenticator"))).contains("AADSTS50078");
  }

  @Test
  void removingTheLastFactorTakesTheRecoveryCodesToo() {
    enrol();
    browser.get("/account");
    assertThat(browser.submit("/account/remove").status()).isEqualTo(303);
    browser.get("/account");
    assertThat(browser.page())
        .doesNotContain("Authenticator app, added", "recovery codes are left");
    assertThat(signIn(world.browser("laptop")).status()).isEqualTo(303);
  }

  @Test
  void aSessionThatIsEndedElsewhereIsOver() {
    TestBrowser lost = world.browser("lost");
    signIn(lost);
    world.pass(Duration.ofMinutes(1));
    signIn(browser);
    browser.get("/account");
    assertThat(browser.page()).contains("This browser: Test, 10.0.0.7");
    List<String> ids = new ArrayList<>();
    Pattern.compile(
            "/account/end\">\\s*<input[^>]*>\\s*<input type=\"hidden\" name=\"id\" value=\"([^\"]*)\"")
        .matcher(browser.page())
        .results()
        .forEach(one -> ids.add(one.group(1)));
    assertThat(ids).hasSize(2);
    assertThat(browser.submit("/account/end", "id", ids.get(1)).status()).isEqualTo(303);
    assertThat(text(lost.get("/account"))).contains("<h1>Sign in</h1>");
    assertThat(text(browser.get("/account"))).contains("<h1>Your account</h1>");
  }

  @Test
  void nobodyEndsAnotherPersonsSession() {
    world.user("bert@corp.test", "Bert", PASSWORD + "!", false);
    signIn(browser);
    browser.get("/account");
    String id = browser.hidden("/account/end").get("id");
    TestBrowser bert = world.browser("bert");
    bert.signIn("/account", "bert@corp.test", PASSWORD + "!");
    bert.get("/account");
    bert.submit("/account/end", "id", String.valueOf(id));
    assertThat(text(browser.get("/account"))).contains("<h1>Your account</h1>");
  }

  @Test
  void signingOutEndsTheSession() {
    signIn(browser);
    String cookie = browser.cookies.get("__Host-strongroom-session");
    browser.get("/account");
    assertThat(browser.submit("/signout").status()).isEqualTo(200);
    assertThat(browser.cookies).doesNotContainKey("__Host-strongroom-session");
    browser.cookies.put("__Host-strongroom-session", String.valueOf(cookie));
    assertThat(text(browser.get("/account"))).contains("<h1>Sign in</h1>");
  }

  @Test
  void aNewPasswordEndsEverySessionButThisOne() {
    TestBrowser other = world.browser("laptop");
    signIn(other);
    signIn(browser);
    browser.get("/account");
    Response changed =
        browser.submit(
            "/account/password",
            "password",
            PASSWORD,
            "new",
            "sieben graue wale schlafen",
            "repeat",
            "sieben graue wale schlafen");
    assertThat(changed.status()).as(text(changed)).isEqualTo(303);
    assertThat(text(other.get("/account"))).contains("<h1>Sign in</h1>");
    assertThat(text(browser.get("/account"))).contains("<h1>Your account</h1>");
    assertThat(other.signIn("/account", "anna@corp.test", PASSWORD).status()).isEqualTo(400);
    assertThat(other.signIn("/account", "anna@corp.test", "sieben graue wale schlafen").status())
        .isEqualTo(303);
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
    enrol();
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

  @Test
  void aKnownBrowserIsNotLockedOutByStrangers() {
    signIn(browser);
    browser.get("/account");
    browser.submit("/signout");
    for (int i = 0; i < 50; i += 1) {
      TestBrowser thief = world.browser("thief " + i).at("10." + i + ".0.1");
      assertThat(thief.signIn("/account", "anna@corp.test", "wrong").status())
          .as("stranger %d", i)
          .isEqualTo(400);
    }
    TestBrowser stranger = world.browser("another").at("192.0.2.1");
    assertThat(signIn(stranger).status()).as("a new browser waits").isEqualTo(429);
    assertThat(header(signIn(browser), "Location")).hasValue("/account");
  }

  @Test
  void whoDoesNotExistIsToldTheSame() {
    String known = text(browser.signIn("/account", "anna@corp.test", "wrong"));
    String unknown = text(browser.signIn("/account", "nobody@corp.test", "wrong"));
    assertThat(unknown).contains("AADSTS50126");
    assertThat(known).contains("AADSTS50126");
  }

  @Test
  void theAuditLogHoldsNoSecret() {
    enrol();
    assertThat(world.records().toString())
        .doesNotContain(PASSWORD, key, recovery.getFirst(), "name=\"csrf\"");
  }
}
