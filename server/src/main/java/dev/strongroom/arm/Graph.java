package dev.strongroom.arm;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.http.WireErrors.WireError;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/// Answers for `graph.<suffix>`. The directory has no Graph API yet; a caller with a token is told
/// so, and what to do instead.
public final class Graph implements Answerer {
  private static final System.Logger LOG = System.getLogger(Graph.class.getName());
  private static final int NOT_IMPLEMENTED = 501;

  private final Gate gate;
  private final List<Cloud> clouds;

  public Graph(Gate gate, List<Cloud> clouds) {
    this.gate = gate;
    this.clouds = List.copyOf(clouds);
  }

  @Override
  public Response answer(Request request) {
    return complete(settled(request), request);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return complete(error(problem, request), request);
  }

  private Response settled(Request request) {
    try {
      return gate.perform(knock(request), _ -> new AskPublished("Graph", notImplemented(request)));
    } catch (Refused refused) {
      return error(refused.problem(), request);
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "request " + request.id() + " failed", bug);
      return error(WireErrors.crash(request.id()), request);
    }
  }

  private static Response notImplemented(Request request) {
    String message =
        "This server does not offer Microsoft Graph. Name principals by their object id, as in az"
            + " role assignment create --assignee-object-id ID --assignee-principal-type TYPE.";
    WireError error = new WireError(NOT_IMPLEMENTED, "notImplemented", Optional.empty(), message);
    return error(error, request);
  }

  private static Response error(Problem problem, Request request) {
    WireError error = WireErrors.of(problem);
    return problem instanceof Problem.Unauthenticated
        ? error(
                new WireError(
                    error.status(),
                    "InvalidAuthenticationToken",
                    Optional.empty(),
                    error.message()),
                request)
            .with("WWW-Authenticate", "Bearer realm=\"\"")
        : error(error, request);
  }

  private static Response error(WireError error, Request request) {
    return Response.json(
        error.status(),
        Json.write(json -> {
          json.writeStartObject();
          json.writeName("error");
          json.writeStartObject();
          json.writeStringProperty("code", error.code());
          json.writeStringProperty("message", error.message());
          json.writeName("innerError");
          json.writeStartObject();
          json.writeStringProperty("request-id", request.id());
          json.writeEndObject();
          json.writeEndObject();
          json.writeEndObject();
        }));
  }

  private static Response complete(Response response, Request request) {
    return response.with("Cache-Control", "no-cache").with("request-id", request.id());
  }

  private Knock knock(Request request) {
    Cloud cloud =
        clouds.stream()
            .filter(one -> one.roleOf(request.host()).equals(Optional.of(new HostRole.Graph())))
            .findFirst()
            .orElse(clouds.getFirst());
    List<String> audiences =
        List.of(cloud.origin(cloud.graphHost()), "https://" + cloud.graphHost());
    return new Knock(request.origin(), request.bearer(), audiences, Optional.empty(), false);
  }
}
