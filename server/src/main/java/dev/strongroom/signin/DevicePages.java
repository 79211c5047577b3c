package dev.strongroom.signin;

import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.DecideDevice;
import dev.strongroom.people.ReadDevice;
import dev.strongroom.people.ReadSession;
import dev.strongroom.people.SignedIn;
import java.time.Instant;
import java.util.Optional;

/// Where people type the code that a device shows.
final class DevicePages {
  private final Desk desk;
  private final SignInForms forms;

  DevicePages(Desk desk, SignInForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  Response start(Request request, Instant now) {
    Optional<SignedIn> me =
        desk.perform(request, browser -> new ReadSession(desk.people(), browser.session()));
    return me.map(one -> typing(request, one.user().userPrincipalName(), Optional.empty()))
        .orElseGet(() -> forms.page(request, SignInForms.Shown.of(new Destination.Device()), now));
  }

  private Response typing(Request request, String user, Optional<Problem> problem) {
    Browser browser = Browser.of(request, desk.forms());
    String body =
        """
        %s<form method="post" action="/device">
        %s<label for="code">The code that your device shows</label>
        <input id="code" name="code" type="text" class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="20" autofocus>
        <button type="submit">Next</button>
        </form>
        <p class="quiet">%s</p>
        """
            .formatted(
                Desk.problem(problem),
                Desk.hidden("csrf", browser.csrf()),
                user.isEmpty() ? "" : "Signed in as " + Page.escaped(user));
    return browser.complete(Page.plain("Enter code", body).response(Desk.status(problem)));
  }

  /// Says who asks, and from where: whoever was sent a code by somebody else must see that here.
  Response confirm(Request request, Form form, Instant now) {
    try {
      ReadDevice.Waiting waiting =
          desk.submit(
              request,
              form,
              browser ->
                  new ReadDevice(
                      desk.people(),
                      desk.cookie(browser),
                      form.text("code").orElse(""),
                      browser.visitor(desk.progress())));
      Browser browser = Browser.of(request, desk.forms());
      String body =
          """
          <p>Are you trying to sign in to <strong>%s</strong> on another device, at the address <strong>%s</strong>?</p>
          <p>It will act as <strong>%s</strong>. Go on only if you started this yourself and nobody sent you the code.</p>
          <form method="post" action="/device/decide">
          %s%s<button type="submit" name="decision" value="approve">Yes, sign in</button>
          <button type="submit" name="decision" value="decline">No</button>
          </form>
          """
              .formatted(
                  Page.escaped(waiting.application()),
                  Page.escaped(waiting.device().address()),
                  Page.escaped(waiting.user().userPrincipalName()),
                  Desk.hidden("csrf", browser.csrf()),
                  Desk.hidden("code", waiting.device().userCode()));
      return browser.complete(Page.plain("Sign in on another device", body).response(200));
    } catch (Refused refused) {
      return again(request, refused, now);
    }
  }

  Response decide(Request request, Form form, Instant now) {
    boolean approve = form.text("decision").filter("approve"::equals).isPresent();
    try {
      var _ =
          desk.submit(
              request,
              form,
              browser ->
                  new DecideDevice(
                      desk.people(),
                      desk.cookie(browser),
                      form.text("code").orElse(""),
                      approve,
                      browser.visitor(desk.progress())));
    } catch (Refused refused) {
      return again(request, refused, now);
    }
    return approve
        ? Page.plain("Signed in", "<p>You can close this page and go back to your device.</p>\n")
            .response(200)
        : Page.plain("Refused", "<p>The device was not signed in. You can close this page.</p>\n")
            .response(200);
  }

  private Response again(Request request, Refused refused, Instant now) {
    return Desk.wantsSignIn(refused.problem())
        ? forms.page(request, SignInForms.Shown.of(new Destination.Device()), now)
        : typing(request, "", Optional.of(refused.problem()));
  }
}
