package dev.strongroom.signin;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.CredentialId;
import dev.strongroom.people.AppGrant;
import dev.strongroom.people.ChangePassword;
import dev.strongroom.people.CheckPassword;
import dev.strongroom.people.EndAccess;
import dev.strongroom.people.Factor;
import dev.strongroom.people.ReadAccount;
import dev.strongroom.people.ReadSession;
import dev.strongroom.people.RemoveFactor;
import dev.strongroom.people.Session;
import dev.strongroom.people.SignedIn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One's own account: where one is signed in, and with what.
final class AccountPages {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final Desk desk;
  private final SignInForms forms;

  AccountPages(Desk desk, SignInForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  Response show(Request request, Optional<Problem> problem, Instant now) {
    try {
      ReadAccount.Account account =
          desk.perform(request, browser -> new ReadAccount(desk.people(), desk.cookie(browser)));
      Browser browser = Browser.of(request, desk.forms());
      return browser.complete(
          Page.plain("Your account", Desk.problem(problem) + body(browser, account))
              .response(Desk.status(problem)));
    } catch (Refused refused) {
      return signIn(request, refused, now);
    }
  }

  private Response signIn(Request request, Refused refused, Instant now) {
    Optional<Problem> problem =
        Desk.wantsSignIn(refused.problem()) ? Optional.empty() : Optional.of(refused.problem());
    SignInForms.Shown plain = SignInForms.Shown.of(new Destination.Account());
    return forms.page(
        request, new SignInForms.Shown(plain.next(), plain.hint(), plain.sendsTo(), problem), now);
  }

  private static String body(Browser browser, ReadAccount.Account account) {
    String csrf = Desk.hidden("csrf", browser.csrf());
    StringBuilder out = new StringBuilder();
    out.append("<p>").append(Page.escaped(account.me().user().displayName())).append(", ");
    out.append(Page.escaped(account.me().user().userPrincipalName())).append("</p>\n");
    out.append(form("/signout", csrf, "", "Sign out"));
    out.append("<h2>Second factors</h2>\n<ul>\n");
    long codes = account.factors().stream().filter(Factor.RecoveryCode.class::isInstance).count();
    for (Factor factor : account.factors()) {
      if (factor.second()) {
        String words = factor.displayName() + ", added " + TIME.format(factor.created());
        out.append(item(words, "/account/remove", csrf, factor.id(), "Remove"));
      }
    }
    out.append("</ul>\n");
    if (codes > 0) {
      out.append("<p>").append(codes).append(" recovery codes are left.</p>\n");
      out.append(form("/account/codes", csrf, "", "Make new recovery codes"));
    }
    out.append("<p><a href=\"/account/authenticator\">Add an authenticator app</a></p>\n");
    out.append("<p><a href=\"/account/passkey\">Add a passkey</a></p>\n");
    out.append("<h2>Where you are signed in</h2>\n<ul>\n");
    for (Session session : account.sessions()) {
      boolean here = session.id().equals(account.me().session().id());
      String words =
          (here ? "This browser: " : "")
              + (session.agent().isEmpty() ? "Browser" : session.agent())
              + ", "
              + session.address()
              + ", since "
              + TIME.format(session.signedIn());
      out.append(item(words, "/account/end", csrf, session.id(), "End"));
    }
    for (AppGrant grant : account.grants()) {
      String words =
          account.titles().getOrDefault(grant.client(), "")
              + ", "
              + grant.address()
              + ", since "
              + TIME.format(grant.created());
      out.append(item(words, "/account/end", csrf, grant.id(), "End"));
    }
    return out.append("</ul>\n").append(passwordForm(csrf)).toString();
  }

  private static String item(
      String words, String action, String csrf, CredentialId id, String button) {
    return "<li>"
        + Page.escaped(words)
        + form(action, csrf, Desk.hidden("id", id.toString()), button).strip()
        + "</li>\n";
  }

  private static String form(String action, String csrf, String fields, String button) {
    return "<form method=\"post\" action=\""
        + action
        + "\">\n"
        + csrf
        + fields
        + "<button type=\"submit\">"
        + button
        + "</button></form>\n";
  }

  private static String passwordForm(String csrf) {
    return """
    <h2>Password</h2>
    <form method="post" action="/account/password">
    %s<label for="password">Present password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024">
    %s<button type="submit">Change password</button>
    </form>
    """
        .formatted(csrf, StartPages.NEW_PASSWORD_FIELDS);
  }

  Response end(Request request, Form form, Instant now) {
    return changed(
        request,
        form,
        now,
        browser ->
            new EndAccess(
                desk.people(),
                desk.cookie(browser),
                Optional.of(
                    form.text("id").flatMap(CredentialId::parse).orElseThrow(Browser::notOurs))));
  }

  Response remove(Request request, Form form, Instant now) {
    return changed(
        request,
        form,
        now,
        browser ->
            new RemoveFactor(
                desk.people(),
                desk.cookie(browser),
                form.text("id").flatMap(CredentialId::parse).orElseThrow(Browser::notOurs)));
  }

  Response password(Request request, Form form, Instant now) {
    try {
      SignedIn me =
          desk.submit(request, form, browser -> new ReadSession(desk.people(), browser.session()))
              .orElseThrow(Desk::signInFirst);
      CheckPassword.Next next =
          desk.submit(
              request,
              form,
              browser ->
                  new CheckPassword(
                      desk.people(),
                      me.user().userPrincipalName(),
                      SignInForms.secret(form, "password"),
                      browser.visitor(desk.progress())));
      return changed(
          request,
          form,
          now,
          browser ->
              new ChangePassword(
                  desk.people(),
                  desk.cookie(browser),
                  next.passed(),
                  StartPages.newPassword(form).orElseThrow(StartPages::missing)));
    } catch (Refused refused) {
      return again(request, refused, now);
    }
  }

  private <R> Response changed(
      Request request, Form form, Instant now, Function<Browser, Operation<R>> parse) {
    try {
      var _ = desk.submit(request, form, parse);
      return Desk.seeOther("/account");
    } catch (Refused refused) {
      return again(request, refused, now);
    }
  }

  Response again(Request request, Refused refused, Instant now) {
    boolean stale =
        refused.problem() instanceof Problem.SignInFailed(_, int number, _) && number == 50078;
    return stale || Desk.wantsSignIn(refused.problem())
        ? signIn(request, refused, now)
        : show(request, Optional.of(refused.problem()), now);
  }

  Response signOut(Request request, Form form) {
    try {
      var _ =
          desk.submit(
              request,
              form,
              browser -> new EndAccess(desk.people(), desk.cookie(browser), Optional.empty()));
    } catch (Refused refused) {
      if (!Desk.wantsSignIn(refused.problem())) {
        throw refused;
      }
    }
    return Browser.signedOut(
        Page.plain(
                "Signed out",
                "<p>You are signed out here. What you signed in to elsewhere goes on until you end"
                    + " it in your account.</p>\n<p><a href=\"/account\">Sign in again</a></p>\n")
            .response(200));
  }

  /// Signing out changes something, so it takes a button: a picture on another site must not do it.
  Response askSignOut(Request request) {
    var _ = desk.perform(request, browser -> new ReadSession(desk.people(), browser.session()));
    Browser browser = Browser.of(request, desk.forms());
    return browser.complete(
        Page.plain(
                "Sign out", form("/signout", Desk.hidden("csrf", browser.csrf()), "", "Sign out"))
            .response(200));
  }
}
