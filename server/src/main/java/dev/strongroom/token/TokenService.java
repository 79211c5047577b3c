package dev.strongroom.token;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.Attempt;
import dev.strongroom.identity.ClientPassed;
import dev.strongroom.identity.DescribeTenant;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.ListSigningKeys;
import dev.strongroom.identity.ProveClient;
import dev.strongroom.identity.RequestToken;
import dev.strongroom.identity.SignIn;
import dev.strongroom.identity.TokenKeyStore;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Cloud;
import dev.strongroom.people.CheckPassword;
import dev.strongroom.people.FirstParty;
import dev.strongroom.people.People;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers for the login hosts: what a client needs of Entra beside the pages that people see.
public final class TokenService implements Answerer {
  private static final String OPEN_TENANT = "common";

  private final Gate gate;
  private final SignIn signIn;
  private final TokenKeyStore keys;
  private final Discovery discovery;
  private final PersonAnswers persons;
  private final InstantSource clock;

  public TokenService(
      Gate gate, List<Cloud> clouds, SignIn signIn, People people, InstantSource clock) {
    this.gate = gate;
    this.signIn = signIn;
    this.keys = signIn.issuer().keys();
    this.persons = new PersonAnswers(people, clock);
    this.discovery = new Discovery(clouds);
    this.clock = clock;
  }

  @Override
  public Response answer(Request request) {
    return shared(request, decided(request));
  }

  private Response decided(Request request) {
    try {
      return complete(request, settled(request));
    } catch (Refused refused) {
      return refusal(request, refused.problem());
    }
  }

  private Response settled(Request request) {
    Optional<TokenRoute> route = TokenRoute.of(request.path());
    Optional<PersonForm.Grant> grant =
        route.filter(TokenRoute.Token.class::isInstance).flatMap(_ -> persons.offered(request));
    if (grant.isEmpty() || !request.method().equals("POST")) {
      return gate.perform(door(request), _ -> operation(request));
    }
    TokenRoute.Token token = (TokenRoute.Token) route.orElseThrow();
    return switch (grant.get()) {
      case PASSWORD -> byPassword(request, token);
      case CODE, REFRESH, DEVICE -> forPerson(request, token, grant.get());
    };
  }

  /// A client that proves itself does so by an operation of its own, which holds up no writer.
  private Response forPerson(Request request, TokenRoute.Token route, PersonForm.Grant grant) {
    PersonForm.Read form = PersonForm.read(request, route.tenant(), route.strings());
    Optional<ClientPassed> passed = proven(request, route);
    return gate.perform(door(request), _ -> persons.redeem(request, grant, form.by(passed)));
  }

  private Optional<ClientPassed> proven(Request request, TokenRoute.Token route) {
    Attempt attempt = TokenForm.read(request, route.tenant());
    boolean proves =
        attempt.proof().isPresent() && attempt.clientId().filter(FirstParty::isOne).isEmpty();
    return proves
        ? Optional.of(gate.perform(door(request), _ -> new ProveClient(signIn, attempt)))
        : Optional.empty();
  }

  /// A page at a redirect URI of the application may read the answer, whatever it is; no other may.
  private Response shared(Request request, Response response) {
    Optional<String> origin = request.header("Origin");
    Optional<TokenRoute> route = TokenRoute.of(request.path());
    boolean asked =
        origin.isPresent()
            && request.method().equals("POST")
            && route.filter(TokenRoute.Token.class::isInstance).isPresent();
    if (!asked) {
      return response;
    }
    String client = TokenForm.clientIdOf(request).orElse("");
    try {
      boolean its = gate.perform(door(request), _ -> persons.checkOrigin(client, origin.get()));
      Response varied = response.with("Vary", "Origin");
      return its ? varied.with("Access-Control-Allow-Origin", origin.get()) : varied;
    } catch (Refused unknown) { // the answer stands, and a page may not read it
      return response;
    }
  }

  /// The password is checked by an operation of its own, which holds up no writer.
  private Response byPassword(Request request, TokenRoute.Token route) {
    PersonForm.Read form =
        PersonForm.read(request, route.tenant(), route.strings()).by(proven(request, route));
    CheckPassword.Next next =
        gate.perform(door(request), _ -> persons.checkPassword(request, form));
    return gate.perform(door(request), _ -> persons.byPassword(request, form, next.passed()));
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return refusal(request, problem);
  }

  /// Nobody has a token here yet; one that is sent all the same is not looked at.
  private static Knock door(Request request) {
    return new Knock(request.origin(), Optional.empty(), List.of(), Optional.empty(), true);
  }

  private Operation<Response> operation(Request request) {
    TokenRoute route =
        TokenRoute.of(request.path())
            .orElseThrow(
                () -> new Problem.RouteNotFound(request.method(), request.path()).asException());
    boolean offered = route.method().isEmpty() || route.method().equals(request.method());
    if (!offered) {
      throw new Problem.MethodNotAllowed(request.method(), request.path()).asException();
    }
    return bound(request, route);
  }

  private Operation<Response> bound(Request request, TokenRoute route) {
    DirectoryStore directory = signIn.directory();
    return switch (route) {
      case TokenRoute.Token token -> token(request, token);
      case TokenRoute.DeviceCode(String tenant, boolean v1) ->
          persons.device(request, PersonForm.read(request, tenant, v1));
      case TokenRoute.OpenIdConfiguration document ->
          new Bound<>(
              new DescribeTenant(directory, "OpenIdConfiguration", document.tenant()),
              tenant -> Discovery.forAll(discovery.openId(request, document, tenant)));
      case TokenRoute.Keys(String tenant) ->
          new Bound<>(
              new ListSigningKeys(directory, keys, tenant),
              found -> Discovery.forAll(TokenJson.keys(found)));
      case TokenRoute.InstanceDiscovery() ->
          new Bound<>(
              new DescribeTenant(directory, "InstanceDiscovery", OPEN_TENANT),
              _ -> Discovery.forAll(discovery.instance(request)));
      case TokenRoute.WebFinger() ->
          new Bound<>(
              new DescribeTenant(directory, "WebFinger", OPEN_TENANT),
              _ -> discovery.webFinger(request));
      case TokenRoute.UserRealm(String user) ->
          new Bound<>(
              new DescribeTenant(directory, "UserRealm", OPEN_TENANT),
              _ -> discovery.userRealm(request, user));
    };
  }

  private Operation<Response> token(Request request, TokenRoute.Token route) {
    return new Bound<>(
        new RequestToken(signIn, TokenForm.read(request, route.tenant())),
        issued -> TokenJson.token(issued, route.strings()));
  }

  private Response refusal(Request request, Problem problem) {
    return complete(request, OAuthErrors.answer(request, problem, clock.instant()));
  }

  private static Response complete(Request request, Response response) {
    return response
        .with("x-ms-request-id", request.id())
        .with("X-Content-Type-Options", "nosniff")
        .with("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
}
