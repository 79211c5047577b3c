package dev.strongroom.signin;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.AuthorizeRequest;
import dev.strongroom.people.BeginAuthorize;
import dev.strongroom.people.GrantAccess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Brings a browser from an application and back with a code.
final class AuthorizePages {
  private static final Set<Integer> SHOWN_AS_PAGE = Set.of(50058, 50076, 50078, 53004);
  private final Desk desk;
  private final SignInForms forms;

  AuthorizePages(Desk desk, SignInForms forms) {
    this.desk = desk;
    this.forms = forms;
  }

  Response answer(Request request, String tenant, boolean v1, Instant now) {
    BeginAuthorize.Begun begun =
        desk.perform(
            request,
            browser ->
                new BeginAuthorize(desk.people(), tenant, request.query(), browser.session()));
    AuthorizeRequest ask = begun.ask();
    if (ask.objection().isPresent()) {
      return failed(begun, ask.objection().get());
    }
    Destination next = new Destination.Authorize(tenant, v1, request.rawQuery());
    if (begun.me().isEmpty() || ask.asksAgain()) {
      return ask.silent()
          ? failed(begun, Desk.signInFirst().problem())
          : page(request, ask, next, Optional.empty(), now);
    }
    return grant(request, begun, next, now);
  }

  private Response grant(
      Request request, BeginAuthorize.Begun begun, Destination next, Instant now) {
    AuthorizeRequest ask = begun.ask();
    try {
      GrantAccess.Granted granted =
          desk.perform(
              request, browser -> new GrantAccess(desk.people(), desk.cookie(browser), ask));
      Map<String, String> sent = new LinkedHashMap<>();
      sent.put("code", granted.text());
      return answered(ask, sent, granted.issuer());
    } catch (Refused refused) {
      boolean page =
          refused.problem() instanceof Problem.SignInFailed(_, int number, _)
              && SHOWN_AS_PAGE.contains(number);
      return page && !ask.silent()
          ? page(request, ask, next, Optional.of(refused.problem()), now)
          : failed(begun, refused.problem());
    }
  }

  private Response page(
      Request request,
      AuthorizeRequest ask,
      Destination next,
      Optional<Problem> problem,
      Instant now) {
    return forms.page(
        request,
        new SignInForms.Shown(
            next, ask.loginHint().orElse(""), Destination.originOf(ask.redirect()), problem),
        now);
  }

  private static Response failed(BeginAuthorize.Begun begun, Problem problem) {
    WireErrors.WireError wire = WireErrors.of(problem);
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put(
        "error",
        problem instanceof Problem.SignInFailed(String error, _, _) ? error : "invalid_request");
    sent.put("error_description", wire.message());
    return answered(begun.ask(), sent, begun.issuer());
  }

  /// The issuer goes with every answer (RFC 9207).
  private static Response answered(AuthorizeRequest ask, Map<String, String> sent, String issuer) {
    ask.state().ifPresent(state -> sent.put("state", state));
    sent.put("iss", issuer);
    return switch (ask.mode()) {
      case QUERY ->
          Desk.seeOther(
              ask.redirect() + (ask.redirect().indexOf('?') < 0 ? "?" : "&") + encoded(sent));
      case FRAGMENT -> Desk.seeOther(ask.redirect() + "#" + encoded(sent));
      case FORM_POST -> posted(ask, sent);
    };
  }

  private static Response posted(AuthorizeRequest ask, Map<String, String> sent) {
    StringBuilder fields = new StringBuilder();
    sent.forEach((name, value) -> fields.append(Desk.hidden(name, value)));
    String body =
        """
        <form method="post" action="%s">
        %s<p>Signed in. You are being sent back to %s.</p>
        <button type="submit">Continue</button>
        </form>
        """
            .formatted(Page.escaped(ask.redirect()), fields, Page.escaped(ask.client().title()));
    return Page.plain("Signed in", body)
        .with(Scripts.SEND_ON)
        .sendingTo(Destination.originOf(ask.redirect()))
        .response(200);
  }

  private static String encoded(Map<String, String> sent) {
    return sent.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
