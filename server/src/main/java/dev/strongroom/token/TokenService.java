package dev.strongroom.token;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.DescribeTenant;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.identity.ListSigningKeys;
import dev.strongroom.identity.RequestToken;
import dev.strongroom.identity.SignIn;
import dev.strongroom.identity.TokenKeyStore;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Cloud;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Answers for the login hosts: what a client that signs in without a person needs of Entra.
public final class TokenService implements Answerer {
  private static final String OPEN_TENANT = "common";

  private final Gate gate;
  private final SignIn signIn;
  private final TokenKeyStore keys;
  private final Discovery discovery;
  private final InstantSource clock;

  public TokenService(
      Gate gate, List<Cloud> clouds, SignIn signIn, TokenKeyStore keys, InstantSource clock) {
    this.gate = gate;
    this.signIn = signIn;
    this.keys = keys;
    this.discovery = new Discovery(clouds);
    this.clock = clock;
  }

  @Override
  public Response answer(Request request) {
    try {
      return complete(request, gate.perform(door(request), _ -> operation(request)));
    } catch (Refused refused) {
      return refusal(request, refused.problem());
    }
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
      case TokenRoute.Token(String tenant, boolean strings) ->
          new Bound<>(
              new RequestToken(signIn, TokenForm.read(request, tenant)),
              issued -> TokenJson.token(issued, strings));
      case TokenRoute.OpenIdConfiguration document ->
          new Bound<>(
              new DescribeTenant(directory, "OpenIdConfiguration", document.tenant()),
              tenant -> discovery.openId(request, document, tenant));
      case TokenRoute.Keys(String tenant) ->
          new Bound<>(new ListSigningKeys(directory, keys, tenant), TokenJson::keys);
      case TokenRoute.InstanceDiscovery() ->
          new Bound<>(
              new DescribeTenant(directory, "InstanceDiscovery", OPEN_TENANT),
              _ -> discovery.instance(request));
      case TokenRoute.WebFinger() ->
          new Bound<>(
              new DescribeTenant(directory, "WebFinger", OPEN_TENANT),
              _ -> discovery.webFinger(request));
      case TokenRoute.UserRealm(String user) ->
          new Bound<>(
              new DescribeTenant(directory, "UserRealm", OPEN_TENANT),
              _ -> discovery.userRealm(request, user));
      case TokenRoute.Interactive _ -> throw notOffered();
    };
  }

  private static Refused notOffered() {
    return new Problem.SignInFailed(
            "unsupported_grant_type",
            70003,
            "This server does not sign in people yet. Use client credentials, a federated token or"
                + " a managed identity.")
        .asException();
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
