package dev.strongroom.signin;

import dev.strongroom.http.Response;
import dev.strongroom.token.Exchange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/// The forms of the sign-in pages: the first byte says which, and whether somebody is signed in;
/// the rest is what stands in the form beside its hidden fields. Nobody is signed in by it, nobody
/// is sent to another site, and no markup comes back.
public final class PagesFuzz {
  private static final List<String> ACTIONS =
      List.of(
          "/login",
          "/login/factor",
          "/login/passkey",
          "/start",
          "/device",
          "/device/decide",
          "/account/password",
          "/account/authenticator",
          "/account/passkey",
          "/account/remove",
          "/account/end",
          "/account/codes");
  private static final int SOME = 16;
  private static final int SIGNED_IN = 0x80;
  private static final SignInWorld WORLD = AuthorizeFuzz.world();
  private static final SignInWorld.Enrolled ENROLLED = WORLD.enrol(WORLD.browser("anna"));
  private static TestBrowser known = new TestBrowser(WORLD);
  private static TestBrowser halfway = new TestBrowser(WORLD);
  private static int inputs;

  private PagesFuzz() {}

  public static void fuzzerInitialize() {
    signInAgain();
  }

  /// Pages stand open for ten minutes only, and guessing is slowed.
  private static void signInAgain() {
    WORLD.pass(Duration.ofMinutes(30));
    known = new TestBrowser(WORLD);
    known.signIn("/account", "anna@corp.test", SignInWorld.PASSWORD);
    known.submit("/login/factor", "code", WORLD.digits(ENROLLED.key()));
    halfway = new TestBrowser(WORLD);
    halfway.signIn("/account", "anna@corp.test", SignInWorld.PASSWORD);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    inputs += 1;
    if (inputs % SOME == 0) {
      signInAgain();
    }
    String action = ACTIONS.get((input[0] & 0x7f) % ACTIONS.size());
    boolean signedIn = (input[0] & SIGNED_IN) != 0;
    Exchange exchange = signedIn ? ofKnown(action) : ofStranger(action);
    byte[] hidden = exchange.request().body();
    byte[] body = Arrays.copyOf(hidden, hidden.length + input.length);
    body[hidden.length] = '&';
    System.arraycopy(input, 1, body, hidden.length + 1, input.length - 1);
    judge(WORLD.send(exchange.body(body).from("10.1." + inputs / 256 % 256 + "." + inputs % 256)));
  }

  private static Exchange ofKnown(String action) {
    String page =
        action.equals("/account/passkey") || action.equals("/account/authenticator")
            ? action
            : action.startsWith("/device") ? "/device" : "/account";
    known.get(page);
    return known.filled(action, "id", ""); // nothing of the account is taken away
  }

  private static Exchange ofStranger(String action) {
    return action.equals("/login/factor") || action.equals("/login/passkey")
        ? halfway.filled(action)
        : fresh(action);
  }

  private static Exchange fresh(String action) {
    TestBrowser stranger = new TestBrowser(WORLD);
    stranger.get(action.equals("/start") ? "/start" : "/account");
    return stranger.filled(action);
  }

  private static void judge(Response answer) {
    check(answer.status() >= 200 && answer.status() < 500, "status " + answer.status());
    check(
        none(
            answer,
            "Location",
            to -> !to.startsWith("/") || to.startsWith("//") || to.contains("\\")),
        "sent to another site");
    check(
        none(
            answer,
            "Set-Cookie",
            cookie ->
                cookie.startsWith("__Host-strongroom-session=") && !cookie.contains("Max-Age=0")),
        "somebody was signed in");
    check(!SignInWorld.text(answer).contains("<x9"), "markup of a stranger");
    check(
        answer.status() == 303
            || SignInWorld.header(answer, "Content-Security-Policy")
                .filter(policy -> policy.contains("frame-ancestors 'none'"))
                .isPresent(),
        "a page without its policy");
  }

  private static boolean none(Response answer, String name, Predicate<String> bad) {
    return answer.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .noneMatch(header -> bad.test(header.value()));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + " (input " + inputs + ")");
    }
  }
}
