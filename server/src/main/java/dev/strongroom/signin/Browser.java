package dev.strongroom.signin;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.Progress;
import dev.strongroom.people.StartedSession;
import dev.strongroom.people.Ticket;
import dev.strongroom.people.Visitor;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one browser brings: its cookies. All carry the `__Host-` prefix, so no neighbouring host
/// can set them, and no script reads them.
///
/// @param form random; ties forms to the browser they were given to
/// @param fresh whether `form` has just been made and must be set
record Browser(
    Request request,
    Optional<SecretBytes> session,
    Optional<String> device,
    SecretBytes form,
    boolean fresh) {
  private static final String SESSION = "__Host-strongroom-session";
  private static final String FORM = "__Host-strongroom-form";
  private static final String DEVICE = "__Host-strongroom-device";
  private static final String AWAY = "__Host-strongroom-away";
  private static final Pattern FAR = Pattern.compile("[A-Za-z0-9_-]{1,4000}");
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=";
  private static final int YEAR_SECONDS = 31_536_000;
  private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern SEALED = Pattern.compile("[A-Za-z0-9_-]{1,1000}");

  static Browser of(Request request, Forms forms) {
    Optional<SecretBytes> known = cookie(request, FORM, TICKET).map(SecretBytes::utf8);
    return new Browser(
        request,
        cookie(request, SESSION, TICKET).map(SecretBytes::utf8),
        cookie(request, DEVICE, SEALED),
        known.orElseGet(forms::ticket),
        known.isEmpty());
  }

  Visitor visitor(Progress progress) {
    return new Visitor(
        request.peer(), request.header("User-Agent").orElse(""), device.flatMap(progress::device));
  }

  /// What every form carries: only whoever reads our page knows it.
  String csrf() {
    SecretBytes marked = SecretBytes.utf8("csrf " + text(form));
    return HexFormat.of().formatHex(Ticket.stored(Ticket.hash(marked)));
  }

  /// Refuses a form that was not ours, or was sent from another site.
  void checkForm(Optional<String> sent) {
    boolean foreign =
        request.header("Origin").filter(origin -> !origin.equals(request.authority())).isPresent();
    boolean crossSite =
        request
            .header("Sec-Fetch-Site")
            .filter(site -> !site.equals("same-origin") && !site.equals("none"))
            .isPresent();
    boolean same =
        sent.filter(value -> SecretBytes.utf8(value).equals(SecretBytes.utf8(csrf()))).isPresent();
    if (fresh || foreign || crossSite || !same) {
      throw notOurs();
    }
  }

  static Refused notOurs() {
    return new Problem.NotPermitted(
            "InvalidForm",
            "This page has expired. Go back, load it again, and repeat what you did.")
        .asException();
  }

  /// Sets what this browser does not have yet. `Lax`: an application that sends a browser here must
  /// not spoil the forms that stand open in it; what keeps strangers' forms out is what is in ours.
  Response complete(Response response) {
    return fresh ? response.with("Set-Cookie", cookie(FORM, text(form), "Lax")) : response;
  }

  /// Somebody has signed in. The session's cookie is a new one; so is the form's, because the old
  /// one may have been seen by whoever used the browser before.
  static Response signedIn(Response response, StartedSession started, Forms forms) {
    return response
        .with("Set-Cookie", cookie(SESSION, text(started.cookie()), "Lax"))
        .with("Set-Cookie", cookie(FORM, text(forms.ticket()), "Lax"))
        .with(
            "Set-Cookie", cookie(DEVICE, started.device(), "Strict") + "; Max-Age=" + YEAR_SECONDS);
  }

  /// Who is sent to another site and comes back from it: `Lax`, because `Strict` would not come
  /// along.
  static Response away(Response response, String sealed) {
    return response.with("Set-Cookie", cookie(AWAY, sealed, "Lax") + "; Max-Age=600");
  }

  static Optional<String> awayCookie(Request request) {
    return cookie(request, AWAY, FAR);
  }

  static Response returned(Response response) {
    return response.with("Set-Cookie", cookie(AWAY, "", "Lax") + "; Max-Age=0");
  }

  static Response signedOut(Response response) {
    return response
        .with("Set-Cookie", cookie(SESSION, "", "Lax") + "; Max-Age=0")
        .with("Set-Cookie", cookie(FORM, "", "Lax") + "; Max-Age=0");
  }

  private static String cookie(String name, String value, String sameSite) {
    return name + "=" + value + ATTRIBUTES + sameSite;
  }

  private static Optional<String> cookie(Request request, String name, Pattern form) {
    for (String pair : request.header("Cookie").orElse("").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
        return Optional.of(pair.substring(equals + 1).trim())
            .filter(value -> form.matcher(value).matches());
      }
    }
    return Optional.empty();
  }

  private static String text(SecretBytes ticket) {
    return new String(ticket.reveal(), StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "Browser[" + request.id() + "]";
  }
}
