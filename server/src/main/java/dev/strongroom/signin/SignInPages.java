package dev.strongroom.signin;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.http.WireErrors;
import dev.strongroom.identity.ForeignSignIns;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.people.People;
import dev.strongroom.people.Progress;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers for the pages of the login hosts.
public final class SignInPages implements Answerer {
  private static final System.Logger LOG = System.getLogger(SignInPages.class.getName());

  /// A request on its way to a page.
  private record Call(Request request, Form form, Map<String, String> words, Instant now) {
    String tenant() {
      return Optional.ofNullable(words.get("tenant")).orElse("");
    }
  }

  private final Gate gate;
  private final InstantSource clock;
  private final Routes<Function<Call, Response>> routes;

  /// @param issuers where people may sign in instead, now
  public SignInPages(
      Gate gate,
      People people,
      Supplier<ForeignSignIns> issuers,
      SecureRandom random,
      InstantSource clock) {
    this.gate = gate;
    this.clock = clock;
    Desk desk =
        new Desk(gate, people, new Forms(random), new Progress(people.tools().forms()), issuers);
    this.routes = table(desk);
  }

  private static Routes<Function<Call, Response>> table(Desk desk) {
    SignInForms forms = new SignInForms(desk);
    AuthorizePages authorize = new AuthorizePages(desk, forms);
    DevicePages device = new DevicePages(desk, forms);
    AccountPages account = new AccountPages(desk, forms);
    FactorPages factors = new FactorPages(desk, forms, account);
    StartPages start = new StartPages(desk);
    IssuerPages issuers = new IssuerPages(desk);
    Routes.Builder<Function<Call, Response>> table = Routes.builder();
    table.add(
        "GET",
        "/{tenant}/oauth2/v2.0/authorize",
        c -> authorize.answer(c.request, c.tenant(), false, c.now));
    table.add(
        "GET",
        "/{tenant}/oauth2/authorize",
        c -> authorize.answer(c.request, c.tenant(), true, c.now));
    table.add("GET", "/{tenant}/oauth2/v2.0/logout", c -> account.askSignOut(c.request));
    table.add("GET", "/{tenant}/oauth2/logout", c -> account.askSignOut(c.request));
    table.add("POST", "/login", c -> forms.password(c.request, c.form, c.now));
    table.add("POST", "/login/factor", c -> forms.factor(c.request, c.form, c.now));
    table.add("POST", "/login/passkey", c -> forms.passkey(c.request, c.form, c.now));
    table.add("GET", IssuerPages.LEAVE, c -> issuers.leave(c.request, c.now));
    table.add("GET", IssuerPages.BACK, c -> issuers.back(c.request, c.now));
    table.add("GET", "/start", c -> start.begin(c.request));
    table.add("POST", "/start", c -> start.redeem(c.request, c.form));
    table.add("GET", "/device", c -> device.start(c.request, c.now));
    table.add("POST", "/device", c -> device.confirm(c.request, c.form, c.now));
    table.add("POST", "/device/decide", c -> device.decide(c.request, c.form, c.now));
    table.add("GET", "/account", c -> account.show(c.request, Optional.empty(), c.now));
    table.add("POST", "/account/end", c -> account.end(c.request, c.form, c.now));
    table.add("POST", "/account/password", c -> account.password(c.request, c.form, c.now));
    table.add("POST", "/account/remove", c -> account.remove(c.request, c.form, c.now));
    table.add("GET", "/account/authenticator", c -> factors.authenticator(c.request, c.now));
    table.add(
        "POST", "/account/authenticator", c -> factors.addAuthenticator(c.request, c.form, c.now));
    table.add("POST", "/account/codes", c -> factors.codes(c.request, c.form, c.now));
    table.add("GET", "/account/passkey", c -> factors.passkey(c.request, c.now));
    table.add("POST", "/account/passkey", c -> factors.addPasskey(c.request, c.form, c.now));
    table.add("POST", "/signout", c -> account.signOut(c.request, c.form));
    return table.build();
  }

  /// Whether a path is one of these pages, whatever the method.
  public boolean answersTo(Request request) {
    try {
      var _ = routes.find(request);
      return true;
    } catch (Refused refused) {
      return refused.problem() instanceof Problem.MethodNotAllowed;
    }
  }

  @Override
  public List<Routes.Line> routes() {
    return routes.lines();
  }

  @Override
  public Response answer(Request request) {
    Form form = Form.parse(request.method().equals("POST") ? request.body() : new byte[0]);
    try {
      Routes.Match<Function<Call, Response>> match = routes.find(request);
      Call call = new Call(request, form, match.values(), clock.instant());
      return complete(request, match.route().apply(call));
    } catch (Refused refused) {
      return settled(request, refused.problem());
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "request " + request.id() + " failed", bug);
      return complete(
          request,
          Page.plain("Error", "<p>The server failed. Tell its operator: " + request.id() + "</p>\n")
              .response(500));
    } finally {
      form.wipe();
    }
  }

  /// What no operation has recorded is recorded here.
  private Response settled(Request request, Problem problem) {
    if (problem instanceof Problem.RouteNotFound || problem instanceof Problem.MethodNotAllowed) {
      return refuse(request, problem);
    }
    return refusal(request, problem);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return refusal(request, problem);
  }

  private static Response refusal(Request request, Problem problem) {
    String words = "<p role=\"alert\">" + Page.escaped(Desk.words(problem)) + "</p>\n";
    return complete(
        request, Page.plain("Sign-in problem", words).response(WireErrors.status(problem)));
  }

  private static Response complete(Request request, Response response) {
    return response
        .with("x-ms-request-id", request.id())
        .with("X-Content-Type-Options", "nosniff")
        .with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
}
