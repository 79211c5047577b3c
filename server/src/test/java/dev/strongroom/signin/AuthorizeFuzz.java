package dev.strongroom.signin;

import dev.strongroom.http.Response;
import dev.strongroom.identity.IdentityWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The parameters that an application sends a browser with: the first byte says whether somebody is
/// signed in and which endpoint it is, the rest is the query. The browser is sent nowhere but to an
/// address of an application, and a code goes nowhere before somebody has signed in.
public final class AuthorizeFuzz {
  /// Of the application with the id in the seeds, and of the first-party ones.
  private static final List<String> ADDRESSES =
      List.of(TestApp.WEB, "https://shop.corp.test/other?a=b", TestApp.SPA, TestApp.OWN_SCHEME);

  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?/?[?#].*");
  private static final Pattern MARKUP = Pattern.compile("<x9");
  private static final SignInWorld WORLD = world();
  private static final TestApp APP = new TestApp(WORLD, "Shop");
  private static final TestBrowser SIGNED_IN = signedIn();
  private static int inputs;

  private AuthorizeFuzz() {}

  public static void fuzzerInitialize() {
    check(!SIGNED_IN.cookies.isEmpty(), "nobody is signed in");
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    inputs += 1;
    String query =
        new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1)
            .replaceAll("[^!-~]", "")
            .replace("{app}", APP.id.toString());
    String endpoint = (input[0] & 2) == 0 ? "/oauth2/v2.0/authorize?" : "/oauth2/authorize?";
    boolean known = (input[0] & 1) == 1;
    TestBrowser browser = known ? SIGNED_IN : new TestBrowser(WORLD);
    Response answer = browser.get("/" + IdentityWorld.TENANT + endpoint + query);
    check(answer.status() >= 200 && answer.status() < 500, "status " + answer.status());
    check(!MARKUP.matcher(SignInWorld.text(answer)).find(), "markup of a stranger");
    Optional<String> sent = SignInWorld.header(answer, "Location");
    sent.ifPresent(AuthorizeFuzz::checkAddress);
    if (!known) {
      check(SignInWorld.sent(answer, "code").isEmpty(), "a code for nobody");
      check(!SignInWorld.text(answer).contains("name=\"code\" value="), "a code for nobody");
    }
  }

  private static void checkAddress(String to) {
    boolean known =
        ADDRESSES.stream()
            .anyMatch(one -> to.startsWith(one) && "?#&".indexOf(to.charAt(one.length())) >= 0);
    check(known || LOOPBACK.matcher(to).matches(), "sent to " + to);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + " (input " + inputs + ")");
    }
  }

  private static TestBrowser signedIn() {
    TestBrowser browser = WORLD.browser("anna");
    browser.signIn("/account", "anna@corp.test", SignInWorld.PASSWORD);
    return browser;
  }

  static SignInWorld world() {
    try {
      return new SignInWorld(Files.createTempDirectory("sign-in-fuzz"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
