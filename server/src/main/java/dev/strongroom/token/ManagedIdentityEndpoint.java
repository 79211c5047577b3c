package dev.strongroom.token;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Form;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.identity.DescribeTenant;
import dev.strongroom.identity.IdentityDemand;
import dev.strongroom.identity.RequestIdentityToken;
import dev.strongroom.identity.SignIn;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Gives tokens to the workloads of this machine, in the protocols of App Service, IMDS and Cloud
/// Shell. Azure Arc's is not offered: its proof is reading a file of root's, which a Unix socket
/// proves better.
public final class ManagedIdentityEndpoint implements Answerer {
  private static final String OPEN_TENANT = "common";

  private final Gate gate;
  private final SignIn signIn;
  private final IdentityDoor door;
  private final String location;

  /// `location` is the region that instance metadata names.
  public ManagedIdentityEndpoint(Gate gate, SignIn signIn, IdentityDoor door, String location) {
    this.gate = gate;
    this.signIn = signIn;
    this.door = door;
    this.location = location;
  }

  @Override
  public Response answer(Request request) {
    try {
      return complete(request, gate.perform(knock(request), _ -> operation(request)));
    } catch (Refused refused) {
      return refusal(request, refused.problem());
    }
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return refusal(request, problem);
  }

  private static Knock knock(Request request) {
    return new Knock(request.origin(), Optional.empty(), List.of(), Optional.empty(), true);
  }

  private Operation<Response> operation(Request request) {
    IdentityRoute route =
        IdentityRoute.of(request)
            .orElseThrow(
                () -> new Problem.RouteNotFound(request.method(), request.path()).asException());
    if (!route.allows(request.method())) {
      throw new Problem.MethodNotAllowed(request.method(), request.path()).asException();
    }
    checkLocal(request, route);
    return switch (route) {
      case COMPUTE -> metadata(IdentityJson.compute(location));
      case LOCATION -> metadata(Response.text(200, "text/plain; charset=utf-8", location));
      case APP_SERVICE, APP_SERVICE_2017, IMDS, CLOUD_SHELL -> token(request, route);
    };
  }

  /// A forwarded request comes from a proxy that was tricked, not from this machine; and a request
  /// without the header may come from a page or a service that fetches what strangers tell it.
  private static void checkLocal(Request request, IdentityRoute route) {
    if (request.header("X-Forwarded-For").isPresent()) {
      throw invalid("invalid_request", "Requests with an X-Forwarded-For header are refused.");
    }
    boolean headed = request.header("Metadata").filter("true"::equalsIgnoreCase).isPresent();
    if (!route.appService() && !headed) {
      throw invalid("bad_request_102", "Required metadata header not specified");
    }
  }

  private Operation<Response> metadata(Response document) {
    return new Bound<>(
        new DescribeTenant(signIn.directory(), "InstanceMetadata", OPEN_TENANT), _ -> document);
  }

  private Operation<Response> token(Request request, IdentityRoute route) {
    Function<String, Optional<String>> parameters = parameters(request);
    if (route == IdentityRoute.IMDS && parameters.apply("api-version").isEmpty()) {
      throw invalid("invalid_request", "Required query variable 'api-version' is missing");
    }
    IdentityDemand demand =
        new IdentityDemand(
            door.proof(request, route), parameters.apply("resource"), wanted(parameters));
    return new Bound<>(
        new RequestIdentityToken(signIn, demand), issued -> IdentityJson.token(issued, route));
  }

  /// Cloud Shell clients post a form or send a query.
  private static Function<String, Optional<String>> parameters(Request request) {
    Map<String, String> query = request.query();
    Form form = Form.parse(request.method().equals("POST") ? request.body() : new byte[0]);
    return name ->
        form.text(name)
            .or(() -> Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty()));
  }

  /// The names of the same wishes in different protocols and libraries.
  private static IdentityDemand.Wanted wanted(Function<String, Optional<String>> parameters) {
    return new IdentityDemand.Wanted(
        parameters.apply("client_id").or(() -> parameters.apply("clientid")),
        parameters.apply("object_id").or(() -> parameters.apply("principal_id")),
        parameters.apply("msi_res_id").or(() -> parameters.apply("mi_res_id")));
  }

  private static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }

  private static Response refusal(Request request, Problem problem) {
    boolean appService = IdentityRoute.of(request).filter(IdentityRoute::appService).isPresent();
    return complete(request, IdentityJson.refusal(request, problem, appService));
  }

  private static Response complete(Request request, Response response) {
    return response.with("x-ms-request-id", request.id());
  }
}
