package dev.strongroom.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.TimeCode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `strongroom dev` and a real browser: the link that is printed, a password, an authenticator app,
/// a passkey. Skipped where Chromium and its driver are not installed; `verify` installs them and
/// sets `browser.required`.
class BrowserTest {
  private static final Pattern LINK =
      Pattern.compile("(https://login\\.localhost:\\d+)(/start#\\S+)");
  private static final Pattern KEY = Pattern.compile("secret=([A-Z2-7]{32})");
  private static final String PASSWORD = "vier lila elefanten tanzen";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  @TempDir Path home;
  private ChildServer server;
  private Chromium browser;
  private String login = "";

  @BeforeEach
  void start() throws Exception {
    boolean required = Boolean.getBoolean("browser.required");
    assumeTrue(required || Chromium.installed(), "Chromium is not installed");
    server = ChildServer.start(home.resolve("data"), ChildServer.freePort());
    browser = Chromium.start(home, home.resolve("data/tls/server.pem"));
    choosePassword();
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aPersonSignsInWithPasswordAndAuthenticatorApp() throws Exception {
    browser.click("a[href='/account/authenticator']");
    browser.awaitHeading("Add an authenticator app");
    String key = browser.text("code").replace(" ", "");
    assertThat(KEY.matcher("secret=" + key).matches()).as(key).isTrue();
    long used = Instant.now().getEpochSecond() / 30;
    browser.type("#code", digits(key, used));
    browser.click("main form button");
    browser.awaitHeading("Recovery codes");
    browser.click("a[href='/account']");
    browser.awaitHeading("Your account");
    assertThat(browser.text()).contains("Authenticator app, added").contains("10 recovery codes");
    signOut();
    browser.go(login + "/account");
    browser.type("#username", "dev@localhost");
    browser.type("#password", PASSWORD);
    browser.click("form[action='/login'] button");
    browser.awaitHeading("Second step");
    browser.type("#code", digits(key, used + 1));
    browser.click("form[action='/login/factor'] button");
    browser.awaitHeading("Your account");
  }

  @Test
  void aPersonSignsInWithAPasskey() throws Exception {
    browser.addAuthenticator();
    browser.click("a[href='/account/passkey']");
    browser.awaitHeading("Add a passkey");
    browser.click("#passkey button");
    browser.awaitHeading("Recovery codes");
    browser.click("a[href='/account']");
    browser.awaitHeading("Your account");
    signOut();
    browser.go(login + "/account");
    browser.awaitHeading("Sign in");
    browser.click("#passkey button");
    browser.awaitHeading("Your account");
    assertThat(browser.text()).contains("Passkey, added");
  }

  /// The script takes the code from behind the `#`, and takes it out of the address.
  private void choosePassword() throws Exception {
    Matcher link = LINK.matcher(server.output());
    assertThat(link.find()).as(server.output()).isTrue();
    login = link.group(1);
    browser.go(link.group());
    browser.awaitHeading("Set your password");
    assertThat(browser.url()).isEqualTo(login + "/start");
    browser.type("#new", PASSWORD);
    browser.type("#repeat", PASSWORD);
    browser.click("main form button");
    browser.awaitHeading("Your account");
  }

  private void signOut() throws Exception {
    browser.click("form[action='/signout'] button");
    browser.awaitHeading("Signed out");
  }

  private static String digits(String base32, long step) {
    BigInteger bits = BigInteger.ZERO;
    for (char letter : base32.toCharArray()) {
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    byte[] raw = new byte[20];
    for (int i = raw.length - 1; i >= 0; i -= 1) {
      raw[i] = bits.byteValue();
      bits = bits.shiftRight(Byte.SIZE);
    }
    return TimeCode.digits(SecretBytes.owning(raw), step);
  }
}
