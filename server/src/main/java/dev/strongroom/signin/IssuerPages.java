package dev.strongroom.signin;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.ForeignClient;
import dev.strongroom.identity.ForeignSignIns.Away;
import dev.strongroom.identity.ForeignSignIns.Returned;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.ForeignPassed;
import dev.strongroom.people.LeaveForIssuer;
import dev.strongroom.people.ReturnFromIssuer;
import dev.strongroom.people.StartForeignSession;
import dev.strongroom.people.StartedSession;
import dev.strongroom.people.Ticket;
import dev.strongroom.trust.SecretBytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// To another issuer and back. What is remembered meanwhile lies sealed in a cookie of the browser
/// and opens only with the `state` that the issuer returns: so an answer counts once, in the
/// browser that asked, and for the issuer that was asked.
final class IssuerPages {
  static final String LEAVE = "/login/issuer";
  static final String BACK = "/login/back";
  private static final String PURPOSE = "away";
  private static final String SEPARATOR = "\t";
  private static final int PARTS = 4;
  private static final int MAX_COOKIE = 3_800;

  private final Desk desk;

  IssuerPages(Desk desk) {
    this.desk = desk;
  }

  /// The buttons of the sign-in page.
  static String buttons(Desk desk, Destination next) {
    StringBuilder links = new StringBuilder();
    for (ForeignClient client : desk.issuers().clients()) {
      String address =
          LEAVE + "?issuer=" + encoded(client.issuer().url()) + "&next=" + encoded(next.text());
      links
          .append("<p><a href=\"")
          .append(Page.escaped(address))
          .append("\">Sign in with ")
          .append(Page.escaped(client.issuer().name()))
          .append("</a></p>\n");
    }
    return links.toString();
  }

  Response leave(Request request, Instant now) {
    Map<String, String> query = request.query();
    Destination next = Destination.parse(query.getOrDefault("next", ""));
    String state = Ticket.text(desk.forms().ticket());
    Away away =
        new Away(
            query.getOrDefault("issuer", ""),
            Ticket.text(desk.forms().ticket()),
            Ticket.text(desk.forms().ticket()),
            request.authority() + BACK,
            next.fresh());
    String address = desk.perform(request, _ -> new LeaveForIssuer(desk.issuers(), away, state));
    String kept = String.join(SEPARATOR, away.issuer(), away.nonce(), away.verifier(), next.text());
    String cookie = desk.progress().of(PURPOSE, kept, SecretBytes.utf8(state), now);
    if (cookie.length() > MAX_COOKIE) {
      throw new Problem.Invalid("invalid_request", "The application's request is too long.")
          .asException();
    }
    return Browser.away(Desk.seeOther(address), cookie);
  }

  Response back(Request request, Instant now) {
    Map<String, String> query = request.query();
    String[] kept = kept(request, query.getOrDefault("state", ""), now);
    Away away = new Away(kept[0], kept[1], kept[2], request.authority() + BACK, false);
    if (query.containsKey("error")) {
      throw new Problem.SignInFailed(
              "access_denied", 50008, "The identity provider did not sign you in.")
          .asException();
    }
    Returned returned =
        new Returned(query.getOrDefault("code", ""), Optional.ofNullable(query.get("iss")));
    ForeignPassed passed =
        desk.perform(
            request, _ -> new ReturnFromIssuer(desk.people(), desk.issuers(), away, returned));
    StartedSession started =
        desk.perform(
            request,
            browser ->
                new StartForeignSession(desk.people(), passed, browser.visitor(desk.progress())));
    String next = Destination.parse(kept[3]).location();
    return Browser.returned(Browser.signedIn(Desk.seeOther(next), started, desk.forms()));
  }

  private String[] kept(Request request, String state, Instant now) {
    return Browser.awayCookie(request)
        .filter(_ -> !state.isEmpty())
        .flatMap(cookie -> desk.progress().value(PURPOSE, cookie, SecretBytes.utf8(state), now))
        .map(text -> text.split(SEPARATOR, -1))
        .filter(parts -> parts.length == PARTS)
        .orElseThrow(IssuerPages::notOurs);
  }

  private static Refused notOurs() {
    return Browser.notOurs();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
