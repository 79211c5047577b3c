package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.CLIENT;
import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.VERIFIER;
import static dev.strongroom.signin.SignInWorld.authorize;
import static dev.strongroom.signin.SignInWorld.member;
import static dev.strongroom.signin.SignInWorld.sent;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.people.RevokeSignIns;
import dev.strongroom.people.SignInRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Second factors, recovery codes, one-time links, sessions: what people do with their accounts.
class AccountTest {
  private SignInWorld world;
  private TestBrowser browser;
  private String key = "";
  private List<String> recovery = List.of();

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
    SignInWorld.Enrolled enrolled = world.enrol(browser);
    key = enrolled.key();
    recovery = enrolled.recovery();
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
  void theAuditLogHoldsNoSecret() {
    enrol();
    assertThat(world.records().toString())
        .doesNotContain(PASSWORD, key, recovery.getFirst(), "name=\"csrf\"");
  }

  @Test
  void theLastFactorStaysWhereNobodySignsInWithoutOne(@TempDir Path other) {
    SignInRules always =
        new SignInRules(false, SignInRules.SecondFactor.ALWAYS, List.of(), Map.of());
    try (SignInWorld strict = new SignInWorld(other, always)) {
      TestBrowser anna = strict.browser("anna");
      String code = strict.oneTimeCode(strict.anna);
      anna.get("/start");
      anna.submit(
          "/start", "code", code, "new", "sieben graue wale", "repeat", "sieben graue wale");
      SignInWorld.Enrolled first = strict.addAuthenticator(anna);
      assertThat(first.recovery()).hasSize(10);
      anna.get("/account");
      assertThat(text(anna.submit("/account/remove"))).contains("Add another first");
      strict.addAuthenticator(anna);
      anna.get("/account");
      assertThat(anna.submit("/account/remove").status()).isEqualTo(303);
    }
  }

  /// Time passes while a request is served, and nodes do not agree to the millisecond.
  @Test
  void clocksMayBeAMinuteApart() {
    world.late(Duration.ofMillis(1));
    assertThat(signIn(world.browser("soon")).status()).isEqualTo(303);
    world.late(Duration.ofMinutes(1));
    assertThat(signIn(world.browser("late")).status()).isEqualTo(303);
    world.late(Duration.ofMinutes(1).plusMillis(1));
    assertThat(signIn(world.browser("too late")).status()).isEqualTo(400);
  }

  @Test
  void aPasswordTypedAsANameIsNotLogged() {
    browser.get("/account");
    browser.submit("/login", "username", "mein geheimes wort", "password", "x");
    assertThat(world.records().toString())
        .contains("(no user name)")
        .doesNotContain("mein geheimes wort");
  }

  @Test
  void whoIsDisabledIsSignedOutForGoodWhenTheirSessionsAreRevoked() {
    signIn(browser);
    world.world.perform(new SetPrincipalEnabled(world.world.directory, world.anna.id(), false));
    assertThat(world.world.perform(new RevokeSignIns(world.people(), world.anna.id())))
        .isEqualTo(1);
    world.world.perform(new SetPrincipalEnabled(world.world.directory, world.anna.id(), true));
    assertThat(text(browser.get("/account"))).contains("<h1>Sign in</h1>");
  }
}
