package dev.strongroom.signin;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.Ceremony;
import dev.strongroom.people.CheckPassword;
import dev.strongroom.people.PasskeyProof;
import dev.strongroom.people.Showing;
import dev.strongroom.people.StartPasskeySession;
import dev.strongroom.people.StartSession;
import dev.strongroom.people.StartedSession;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Password, second factor, passkey: the way from a page to a session.
final class SignInForms {
  private static final String PASSKEY = "passkey";
  private final Desk desk;

  SignInForms(Desk desk) {
    this.desk = desk;
  }

  /// @param hint the user name that stands in the field
  /// @param sendsTo where the application waits
  record Shown(Destination next, String hint, Optional<String> sendsTo, Optional<Problem> problem) {
    static Shown of(Destination next) {
      return new Shown(next, "", Optional.empty(), Optional.empty());
    }
  }

  Response page(Request request, Shown showing, Instant now) {
    Browser browser = Browser.of(request, desk.forms());
    String challenge = Ticket.text(desk.forms().ticket());
    String body =
        """
        %s<form method="post" action="/login">
        %s<label for="username">User name</label>
        <input id="username" name="username" type="text" inputmode="email" autocapitalize="none" spellcheck="false" autocomplete="username webauthn" required maxlength="256" value="%s">
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024">
        <button type="submit">Sign in</button>
        </form>
        <form method="post" action="/login/passkey" id="passkey" hidden data-challenge="%s">
        %s<input type="hidden" name="handle"><input type="hidden" name="client"><input type="hidden" name="data"><input type="hidden" name="signature">
        <button type="submit">Sign in with a passkey</button>
        <p id="passkey-problem" role="alert"></p>
        </form>
        %s<p class="quiet"><a href="/start">I have a one-time code</a></p>
        """
            .formatted(
                Desk.problem(showing.problem()),
                carried(browser, showing),
                Page.escaped(showing.hint()),
                challenge,
                carried(browser, showing)
                    + Desk.hidden(
                        "state", desk.progress().of(PASSKEY, challenge, browser.form(), now)),
                IssuerPages.buttons(desk, showing.next()));
    return browser.complete(
        Page.plain("Sign in", body)
            .with(Scripts.USE_PASSKEY)
            .sendingTo(showing.sendsTo())
            .response(Desk.status(showing.problem())));
  }

  private static String carried(Browser browser, Shown showing) {
    return Desk.hidden("csrf", browser.csrf())
        + Desk.hidden("next", showing.next().text())
        + Desk.hidden("to", showing.sendsTo().orElse(""));
  }

  private static Shown shown(Form form) {
    return new Shown(
        Destination.parse(form.text("next").orElse("")),
        form.text("username").orElse(""),
        form.text("to").flatMap(Destination::originOf),
        Optional.empty());
  }

  private static Shown with(Shown showing, Problem problem) {
    return new Shown(showing.next(), showing.hint(), showing.sendsTo(), Optional.of(problem));
  }

  /// The first step.
  Response password(Request request, Form form, Instant now) {
    Shown showing = shown(form);
    CheckPassword.Next next;
    try {
      next =
          desk.submit(
              request,
              form,
              browser ->
                  new CheckPassword(
                      desk.people(),
                      showing.hint(),
                      secret(form, "password"),
                      browser.visitor(desk.progress())));
    } catch (Refused refused) {
      return page(request, with(showing, refused.problem()), now);
    }
    Browser browser = Browser.of(request, desk.forms());
    String state = desk.progress().ofPassword(next.passed(), browser.form());
    if (!next.factors().isEmpty() || next.newPassword()) {
      return second(browser, showing, new Step(next.factors(), next.newPassword(), state), now);
    }
    return begin(request, form, showing, new Step(Set.of(), false, state), now);
  }

  /// What is still to be shown.
  private record Step(Set<String> factors, boolean newPassword, String state) {
    String text() {
      return (newPassword ? "new " : "old ") + String.join(" ", factors);
    }

    static Step of(Form form) {
      String[] words = form.text("step").orElse("old").split(" ");
      Set<String> factors = new TreeSet<>(Arrays.asList(words));
      boolean newPassword = factors.remove("new");
      factors.remove("old");
      return new Step(factors, newPassword, form.text("state").orElse(""));
    }
  }

  private Response second(Browser browser, Shown showing, Step step, Instant now) {
    String challenge = Ticket.text(desk.forms().ticket());
    boolean code = step.factors().contains("totp") || step.factors().contains("recovery");
    String carried =
        carried(browser, showing)
            + Desk.hidden("username", showing.hint())
            + Desk.hidden("step", step.text())
            + Desk.hidden("state", step.state());
    String body =
        """
        %s<p>%s</p>
        <form method="post" action="/login/factor">
        %s%s%s<button type="submit">Continue</button>
        </form>
        %s\
        """
            .formatted(
                Desk.problem(showing.problem()),
                Page.escaped(showing.hint()),
                carried,
                code ? CODE_FIELD : "",
                step.newPassword() ? StartPages.NEW_PASSWORD_FIELDS : "",
                step.factors().contains(PASSKEY) && !step.newPassword()
                    ? passkeyForm(carried, challenge, browser, now)
                    : "");
    Page page = Page.plain(code ? "Second step" : "Continue", body).sendingTo(showing.sendsTo());
    return browser.complete(
        (step.factors().contains(PASSKEY) && !step.newPassword()
                ? page.with(Scripts.USE_PASSKEY)
                : page)
            .response(Desk.status(showing.problem())));
  }

  private static final String CODE_FIELD =
      """
      <label for="code">Six digits from your authenticator app, or a recovery code</label>
      <input id="code" name="code" type="text" inputmode="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required maxlength="32" autofocus>
      """;

  private String passkeyForm(String carried, String challenge, Browser browser, Instant now) {
    return """
    <form method="post" action="/login/passkey" id="passkey" hidden data-challenge="%s">
    %s%s<input type="hidden" name="handle"><input type="hidden" name="client"><input type="hidden" name="data"><input type="hidden" name="signature">
    <button type="submit">Use a passkey</button>
    <p id="passkey-problem" role="alert"></p>
    </form>
    """
        .formatted(
            challenge,
            carried.replace("name=\"state\"", "name=\"password-state\""),
            Desk.hidden("state", desk.progress().of(PASSKEY, challenge, browser.form(), now)));
  }

  /// The second step.
  Response factor(Request request, Form form, Instant now) {
    return begin(request, form, shown(form), Step.of(form), now);
  }

  private Response begin(Request request, Form form, Shown showing, Step step, Instant now) {
    try {
      StartedSession started =
          desk.submit(
              request,
              form,
              browser ->
                  new StartSession(
                      desk.people(),
                      desk.progress().password(step.state(), browser.form(), now),
                      form.bytes("code")
                          .<Showing>map(code -> new Showing.Code(SecretBytes.owning(code)))
                          .orElseGet(Showing.Nothing::new),
                      StartPages.newPassword(form),
                      browser.visitor(desk.progress())));
      return Browser.signedIn(Desk.seeOther(showing.next().location()), started, desk.forms());
    } catch (Refused refused) {
      return again(request, with(showing, refused.problem()), step, now);
    }
  }

  private Response again(Request request, Shown showing, Step step, Instant now) {
    boolean over = showing.problem().filter(Desk::wantsSignIn).isPresent();
    boolean oneStep = step.factors().isEmpty() && !step.newPassword();
    return over || oneStep
        ? page(request, showing, now)
        : second(Browser.of(request, desk.forms()), showing, step, now);
  }

  /// A passkey alone.
  Response passkey(Request request, Form form, Instant now) {
    Shown showing = shown(form);
    try {
      StartedSession started =
          desk.submit(
              request,
              form,
              browser ->
                  new StartPasskeySession(
                      desk.people(),
                      new PasskeyProof(
                          form.text("handle").orElse(""),
                          ceremony(request, form, browser, now),
                          bytes(form, "data"),
                          bytes(form, "signature")),
                      browser.visitor(desk.progress())));
      return Browser.signedIn(Desk.seeOther(showing.next().location()), started, desk.forms());
    } catch (Refused refused) {
      return page(request, with(showing, refused.problem()), now);
    }
  }

  Ceremony ceremony(Request request, Form form, Browser browser, Instant now) {
    String challenge =
        desk.progress()
            .value(PASSKEY, form.text("state").orElse(""), browser.form(), now)
            .orElseThrow(Browser::notOurs);
    return new Ceremony(
        new Ceremony.Site(request.host(), request.authority()), challenge, bytes(form, "client"));
  }

  static byte[] bytes(Form form, String name) {
    try {
      return Base64.getUrlDecoder().decode(form.text(name).orElse(""));
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }

  static SecretBytes secret(Form form, String name) {
    return SecretBytes.owning(form.bytes(name).orElseGet(() -> new byte[0]));
  }
}
