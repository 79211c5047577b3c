package dev.strongroom.signin;

import static dev.strongroom.signin.SignInWorld.PASSWORD;
import static dev.strongroom.signin.SignInWorld.header;
import static dev.strongroom.signin.SignInWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A passkey signs in by itself, and nothing that only looks like one does.
class PasskeyTest {
  private SignInWorld world;
  private TestBrowser browser;
  private final TestPasskey passkey = new TestPasskey();

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new SignInWorld(folder);
    browser = world.browser("anna");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Response enrol() {
    browser.signIn("/account", "anna@corp.test", PASSWORD);
    browser.get("/account/passkey");
    return browser.passkey("/account/passkey", passkey::make);
  }

  private Response use(TestBrowser where) {
    where.get("/account");
    return where.passkey("/login/passkey", passkey::use);
  }

  @Test
  void itSignsInAlone() {
    assertThat(text(enrol())).contains("Recovery codes");
    TestBrowser other = world.browser("phone");
    assertThat(header(use(other), "Location")).hasValue("/account");
    assertThat(text(other.get("/account"))).contains("<h1>Your account</h1>", "Passkey, added");
    assertThat(world.records().toString()).contains("methods=fido mfa");
  }

  @Test
  void itIsTheSecondStepToo() {
    enrol();
    TestBrowser other = world.browser("phone");
    Response step = other.signIn("/account", "anna@corp.test", PASSWORD);
    assertThat(text(step)).contains("Use a passkey");
    assertThat(other.cookies).doesNotContainKey("__Host-strongroom-session");
    assertThat(other.passkey("/login/passkey", passkey::use).status()).isEqualTo(303);
  }

  @Test
  void whatWasNotMadeForUsIsRefused() {
    enrol();
    List<Consumer<TestPasskey>> lies =
        List.of(
            one -> one.origin = "https://login.corp.test.evil.test",
            one -> one.origin = "http://login.corp.test",
            one -> one.host = "evil.test",
            one -> one.flags = TestPasskey.PRESENT,
            one -> one.flags = TestPasskey.VERIFIED,
            one -> one.crossOrigin = true);
    for (int i = 0; i < lies.size(); i += 1) {
      TestPasskey before = passkey;
      String origin = before.origin;
      String host = before.host;
      int flags = before.flags;
      lies.get(i).accept(passkey);
      assertThat(use(world.browser("liar " + i)).status()).as("lie %d", i).isEqualTo(400);
      passkey.origin = origin;
      passkey.host = host;
      passkey.flags = flags;
      passkey.crossOrigin = false;
      world.pass(Duration.ofMinutes(6));
    }
    assertThat(use(world.browser("honest")).status()).isEqualTo(303);
  }

  @Test
  void anotherKeyIsRefused() {
    enrol();
    TestBrowser thief = world.browser("thief");
    thief.get("/account");
    assertThat(thief.passkey("/login/passkey", new TestPasskey()::use).status()).isEqualTo(400);
  }

  @Test
  void aCopyIsFoundByItsCounter() {
    enrol();
    assertThat(use(world.browser("original")).status()).isEqualTo(303);
    passkey.counter -= 1;
    assertThat(use(world.browser("copy")).status()).isEqualTo(400);
  }

  @Test
  void aChallengeIsForOneBrowserAndAShortTime() {
    enrol();
    TestBrowser one = world.browser("one");
    one.get("/account");
    Map<String, String> form = one.hidden("/login/passkey");
    form.putAll(passkey.use(one.challenge()));
    TestBrowser other = world.browser("other");
    other.get("/account");
    Map<String, String> stolen = other.hidden("/login/passkey");
    stolen.put("state", String.valueOf(form.get("state")));
    stolen.putAll(passkey.use(one.challenge()));
    assertThat(other.post("/login/passkey", stolen).status()).isEqualTo(403);
    world.pass(Duration.ofMinutes(10));
    assertThat(one.post("/login/passkey", form).status()).isEqualTo(403);
  }

  @Test
  void noiseIsNoPasskey() {
    enrol();
    for (String noise : List.of("", "!", "AAAA", "A".repeat(8_000))) {
      TestBrowser other = world.browser("noise " + noise.length());
      other.get("/account");
      Map<String, String> form = other.hidden("/login/passkey");
      form.putAll(Map.of("handle", TestPasskey.handle(), "client", noise, "data", noise));
      form.put("signature", noise);
      assertThat(other.post("/login/passkey", form).status()).isEqualTo(400);
      world.pass(Duration.ofMinutes(6));
    }
  }

  @Test
  void anAnswerCountsOnce() {
    passkey.counter = 0; // an authenticator that does not count
    enrol();
    TestBrowser phone = world.browser("phone");
    phone.get("/account");
    Map<String, String> form = phone.hidden("/login/passkey");
    passkey.counter = -1;
    form.putAll(passkey.use(phone.challenge()));
    String cookie = phone.cookies.get("__Host-strongroom-form");
    assertThat(phone.post("/login/passkey", form).status()).isEqualTo(303);
    phone.cookies.put("__Host-strongroom-form", String.valueOf(cookie));
    assertThat(phone.post("/login/passkey", form).status()).isEqualTo(400);
  }

  @Test
  void wrongSignaturesSlowWhoeverSendsThemAndNotTheAccount() {
    enrol();
    TestPasskey forged = new TestPasskey();
    for (int i = 0; i < 5; i += 1) {
      TestBrowser thief = world.browser("thief " + i).at("10.9.0.9");
      thief.get("/account");
      assertThat(thief.passkey("/login/passkey", forged::use).status()).isEqualTo(400);
    }
    TestBrowser thief = world.browser("thief").at("10.9.0.9");
    thief.get("/account");
    assertThat(thief.passkey("/login/passkey", forged::use).status()).isEqualTo(429);
    TestBrowser phone = world.browser("phone");
    phone.signIn("/account", "anna@corp.test", PASSWORD);
    assertThat(phone.submit("/login/factor", "code", "000000").status())
        .as("a code is looked at")
        .isEqualTo(400);
    assertThat(use(world.browser("tablet")).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0327", // EdDSA said of an EC key
        "03390100", // RS256 said of an EC key
        "0338ff", // an algorithm that was not offered
      })
  void onlyWhatWasOfferedIsTaken(String algorithm) {
    browser.signIn("/account", "anna@corp.test", PASSWORD);
    browser.get("/account/passkey");
    passkey.algorithm = algorithm;
    assertThat(browser.passkey("/account/passkey", passkey::make).status()).isEqualTo(400);
  }

  /// Whatever bits flip on the way, the answer is a refusal and never an error of ours.
  @Test
  void damagedPasskeysAreRefused() {
    browser.signIn("/account", "anna@corp.test", PASSWORD);
    Random random = new Random(2026);
    for (int i = 0; i < 40; i += 1) {
      browser.get("/account/passkey");
      int at = i;
      Response answer =
          browser.passkey(
              "/account/passkey",
              challenge -> {
                Map<String, String> fields = passkey.make(challenge);
                String part = at % 2 == 0 ? "made" : "client";
                byte[] bytes = Base64.getUrlDecoder().decode(fields.get(part));
                int place = random.nextInt(part.equals("made") ? 70 : bytes.length);
                bytes[place] ^= (byte) (1 << random.nextInt(8));
                fields.put(part, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                return fields;
              });
      assertThat(answer.status()).as("damage %d", i).isEqualTo(400);
    }
  }
}
