package dev.strongroom.signin;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.AddPasskey;
import dev.strongroom.people.AddTotp;
import dev.strongroom.people.MakeRecoveryCodes;
import dev.strongroom.people.NewPasskey;
import dev.strongroom.people.NewTotpSecret;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Where people add second factors to their accounts.
final class FactorPages {
  private static final String SECRET = "authenticator";
  private static final String PASSKEY = "passkey";
  private final Desk desk;
  private final SignInForms forms;
  private final AccountPages account;

  FactorPages(Desk desk, SignInForms forms, AccountPages account) {
    this.desk = desk;
    this.forms = forms;
    this.account = account;
  }

  Response authenticator(Request request, Instant now) {
    try {
      NewTotpSecret.Made made =
          desk.perform(request, browser -> new NewTotpSecret(desk.people(), desk.cookie(browser)));
      Browser browser = Browser.of(request, desk.forms());
      String state = desk.progress().of(SECRET, made.text(), browser.form(), now);
      return authenticator(browser, new Asked(made.text(), user(made), state), Optional.empty());
    } catch (Refused refused) {
      return account.again(request, refused, now);
    }
  }

  private record Asked(String secret, String user, String state) {}

  private static String user(NewTotpSecret.Made made) {
    return made.user().userPrincipalName();
  }

  private static Response authenticator(Browser browser, Asked asked, Optional<Problem> problem) {
    String label = URLEncoder.encode(asked.user(), StandardCharsets.UTF_8).replace("+", "%20");
    String body =
        """
        %s<p>Add this key to your authenticator app (time based, 6 digits, 30 seconds):</p>
        <p><code>%s</code></p>
        <p><a href="otpauth://totp/Strongroom:%s?secret=%s&amp;issuer=Strongroom">Open it in an app on this device</a></p>
        <form method="post" action="/account/authenticator">
        %s%s%s<label for="code">The six digits it shows now</label>
        <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" required maxlength="10" autofocus>
        <button type="submit">Add</button>
        </form>
        """
            .formatted(
                Desk.problem(problem),
                asked.secret().replaceAll("(.{4})(?=.)", "$1 "),
                label,
                asked.secret(),
                Desk.hidden("csrf", browser.csrf()),
                Desk.hidden("state", asked.state()),
                Desk.hidden("user", asked.user()));
    return browser.complete(
        Page.plain("Add an authenticator app", body).response(Desk.status(problem)));
  }

  Response addAuthenticator(Request request, Form form, Instant now) {
    String state = form.text("state").orElse("");
    Browser browser = Browser.of(request, desk.forms());
    Optional<String> secret = desk.progress().value(SECRET, state, browser.form(), now);
    try {
      List<String> codes =
          desk.submit(
              request,
              form,
              one ->
                  new AddTotp(
                      desk.people(),
                      desk.cookie(one),
                      SecretBytes.utf8(secret.orElseThrow(Browser::notOurs)),
                      form.text("code").orElse("")));
      return added(codes);
    } catch (Refused refused) {
      return wrongDigits(refused) && secret.isPresent()
          ? authenticator(
              browser,
              new Asked(secret.get(), form.text("user").orElse(""), state),
              Optional.of(refused.problem()))
          : account.again(request, refused, now);
    }
  }

  private static boolean wrongDigits(Refused refused) {
    return refused.problem() instanceof Problem.SignInFailed(_, int number, _) && number == 500121;
  }

  Response codes(Request request, Form form, Instant now) {
    try {
      return added(
          desk.submit(
              request,
              form,
              browser -> new MakeRecoveryCodes(desk.people(), desk.cookie(browser))));
    } catch (Refused refused) {
      return account.again(request, refused, now);
    }
  }

  /// Recovery codes are shown here and nowhere else.
  private static Response added(List<String> codes) {
    if (codes.isEmpty()) {
      return Desk.seeOther("/account");
    }
    StringBuilder list = new StringBuilder();
    codes.forEach(code -> list.append("<li><code>").append(code).append("</code></li>\n"));
    return Page.plain(
            "Recovery codes",
            """
            <p>Write these down and keep them apart from your phone. Each signs you in once, when nothing else is at hand. They are not shown again.</p>
            <ul>
            %s</ul>
            <p><a href="/account">I have written them down</a></p>
            """
                .formatted(list))
        .response(200);
  }

  Response passkey(Request request, Instant now) {
    try {
      NewTotpSecret.Made made =
          desk.perform(request, browser -> new NewTotpSecret(desk.people(), desk.cookie(browser)));
      Browser browser = Browser.of(request, desk.forms());
      String challenge = Ticket.text(desk.forms().ticket());
      String body =
          """
          <noscript><p>A passkey needs scripts, which are off in this browser. Everything else works without.</p></noscript>
          <form method="post" action="/account/passkey" id="passkey" hidden data-challenge="%s" data-user="%s" data-name="%s">
          %s%s<input type="hidden" name="client"><input type="hidden" name="made">
          <button type="submit">Make a passkey</button>
          <p id="passkey-problem" role="alert"></p>
          </form>
          <p><a href="/account">Back</a></p>
          """
              .formatted(
                  challenge,
                  userHandle(made),
                  Page.escaped(user(made)),
                  Desk.hidden("csrf", browser.csrf()),
                  Desk.hidden(
                      "state", desk.progress().of(PASSKEY, challenge, browser.form(), now)));
      return browser.complete(
          Page.plain("Add a passkey", body).with(Scripts.MAKE_PASSKEY).response(200));
    } catch (Refused refused) {
      return account.again(request, refused, now);
    }
  }

  private static String userHandle(NewTotpSecret.Made made) {
    byte[] id = made.user().id().toString().getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  Response addPasskey(Request request, Form form, Instant now) {
    try {
      return added(
          desk.submit(
              request,
              form,
              browser ->
                  new AddPasskey(
                      desk.people(),
                      desk.cookie(browser),
                      new NewPasskey(
                          SignInForms.bytes(form, "made"),
                          forms.ceremony(request, form, browser, now)))));
    } catch (Refused refused) {
      return account.again(request, refused, now);
    }
  }
}
