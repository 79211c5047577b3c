package dev.strongroom.signin;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.ReadSession;
import dev.strongroom.people.RedeemLink;
import dev.strongroom.people.StartedSession;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// Where a one-time code becomes a password.
final class StartPages {
  static final String NEW_PASSWORD_FIELDS =
      """
      <label for="new">New password</label>
      <input id="new" name="new" type="password" autocomplete="new-password" required maxlength="1024" aria-describedby="rule">
      <label for="repeat">The new password once more</label>
      <input id="repeat" name="repeat" type="password" autocomplete="new-password" required maxlength="1024">
      <p class="quiet" id="rule">At least 12 characters. Several unrelated words are easier to keep than signs.</p>
      """;

  private final Desk desk;

  StartPages(Desk desk) {
    this.desk = desk;
  }

  /// Shown to anyone; that it was, is on record.
  Response begin(Request request) {
    var _ = desk.perform(request, browser -> new ReadSession(desk.people(), browser.session()));
    return page(request, Optional.empty());
  }

  private Response page(Request request, Optional<Problem> problem) {
    Browser browser = Browser.of(request, desk.forms());
    String body =
        """
        %s<form method="post" action="/start">
        %s<label for="code">One-time code</label>
        <input id="code" name="code" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="64">
        %s<button type="submit">Set password</button>
        </form>
        """
            .formatted(
                Desk.problem(problem), Desk.hidden("csrf", browser.csrf()), NEW_PASSWORD_FIELDS);
    return browser.complete(
        Page.plain("Set your password", body)
            .with(Scripts.TAKE_CODE)
            .response(Desk.status(problem)));
  }

  Response redeem(Request request, Form form) {
    try {
      Optional<StartedSession> started =
          desk.submit(
              request,
              form,
              browser ->
                  new RedeemLink(
                      desk.people(),
                      SignInForms.secret(form, "code"),
                      newPassword(form).orElseThrow(StartPages::missing),
                      browser.visitor(desk.progress())));
      return started
          .map(one -> Browser.signedIn(Desk.seeOther("/account"), one, desk.forms()))
          .orElseGet(() -> Desk.seeOther("/account"));
    } catch (Refused refused) {
      return page(request, Optional.of(refused.problem()));
    }
  }

  /// Refuses two that differ.
  static Optional<SecretBytes> newPassword(Form form) {
    Optional<SecretBytes> chosen = form.bytes("new").map(SecretBytes::owning);
    Optional<SecretBytes> repeated = form.bytes("repeat").map(SecretBytes::owning);
    if (chosen.isPresent() && !chosen.equals(repeated)) {
      throw new Problem.SignInFailed(
              "invalid_request", 50142, "The two new passwords are not the same.")
          .asException();
    }
    return chosen;
  }

  static Refused missing() {
    return new Problem.SignInFailed("invalid_request", 50142, "Choose a new password.")
        .asException();
  }
}
