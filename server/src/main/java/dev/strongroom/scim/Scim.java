package dev.strongroom.scim;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.http.WireErrors;
import dev.strongroom.identity.ProvisioningTokens;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import dev.strongroom.provisioning.Provisioning;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers for `/scim/v2` on the Graph hosts, to clients with a token for Graph, or a long-lived
/// token for provisioning alone, and the right to provision.
public final class Scim implements Answerer {
  /// Where all of it stands.
  public static final String ROOT = "/scim/v2";

  private static final System.Logger LOG = System.getLogger(Scim.class.getName());

  private final Gate gate;
  private final List<Cloud> clouds;
  private final Routes<Function<ScimCall, Bound<?>>> routes;

  public Scim(Gate gate, List<Cloud> clouds, Provisioning provisioning) {
    this.gate = gate;
    this.clouds = List.copyOf(clouds);
    Routes.Builder<Function<ScimCall, Bound<?>>> table = Routes.builder();
    new ScimRoutes(provisioning).addTo(table);
    this.routes = table.build();
  }

  @Override
  public List<Routes.Line> routes() {
    return routes.lines();
  }

  @Override
  public Response answer(Request request) {
    return ScimAnswers.complete(settled(request), request);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return ScimAnswers.complete(ScimAnswers.error(problem), request);
  }

  /// Every end of a request is a response.
  private Response settled(Request request) {
    Cloud cloud = cloud(request);
    try {
      return gate.perform(knock(request, cloud), _ -> read(request));
    } catch (Refused refused) {
      Response error = ScimAnswers.error(refused.problem());
      return refused.problem() instanceof Problem.Unauthenticated
          ? error.with("WWW-Authenticate", challenge(cloud))
          : error;
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "request " + request.id() + " failed", bug);
      WireErrors.WireError crash = WireErrors.crash(request.id());
      return ScimAnswers.error(crash.status(), Optional.empty(), crash.message());
    }
  }

  private Operation<Response> read(Request request) {
    Routes.Match<Function<ScimCall, Bound<?>>> match = routes.find(request);
    return response(match.route().apply(new ScimCall(request, match.values())));
  }

  private static <R> Operation<Response> response(Bound<R> bound) {
    return bound;
  }

  private static Knock knock(Request request, Cloud cloud) {
    List<String> audiences =
        List.of(
            cloud.origin(cloud.graphHost()),
            "https://" + cloud.graphHost(),
            ProvisioningTokens.AUDIENCE);
    return new Knock(
        request.origin(), request.bearer(), audiences, Optional.of(challenge(cloud)), false);
  }

  private static String challenge(Cloud cloud) {
    return "Bearer realm=\"" + cloud.graphHost() + "\"";
  }

  private Cloud cloud(Request request) {
    return clouds.stream()
        .filter(one -> one.roleOf(request.host()).equals(Optional.of(new HostRole.Graph())))
        .findFirst()
        .orElse(clouds.getFirst());
  }
}
