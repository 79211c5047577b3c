package dev.strongroom.graph;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.http.WireErrors;
import dev.strongroom.identity.AddPassword;
import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.DirectoryStore;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import dev.strongroom.people.People;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Answers for the Graph hosts.
///
/// Who may do what: every principal reads the objects of its own tenant, as in Entra; who may give
/// rights at the root scope (Owner or User Access Administrator of `/`) changes them; nobody
/// reaches another tenant's objects.
public final class Graph implements Answerer {
  private static final System.Logger LOG = System.getLogger(Graph.class.getName());
  private static final String GRAPH_APP = "00000003-0000-0000-c000-000000000000";

  private final Gate gate;
  private final List<Cloud> clouds;
  private final GraphAnswers answers;
  private final Routes<Function<GraphCall, Bound<?>>> routes;

  public Graph(
      Gate gate,
      List<Cloud> clouds,
      People people,
      AddPassword.Secrets secrets,
      InstantSource clock) {
    this.gate = gate;
    this.clouds = List.copyOf(clouds);
    this.answers = new GraphAnswers(clock);
    Routes.Builder<Function<GraphCall, Bound<?>>> table = Routes.builder();
    DirectoryStore directory = people.directory();
    PersonRoutes persons = new PersonRoutes(people);
    new ObjectRoutes(directory).addTo(table);
    persons.addTo(table);
    new PrincipalRoutes(directory, persons).addTo(table);
    new MembershipRoutes(directory).addTo(table);
    new ApplicationRoutes(directory, secrets).addTo(table);
    new ProvisioningTokenRoutes(directory, secrets.random()).addTo(table);
    this.routes = table.build();
  }

  @Override
  public List<Routes.Line> routes() {
    return routes.lines();
  }

  @Override
  public Response answer(Request request) {
    return GraphAnswers.complete(settled(request), request);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return GraphAnswers.complete(answers.error(request, problem), request);
  }

  /// Every end of a request is a response.
  private Response settled(Request request) {
    Cloud cloud = cloud(request);
    try {
      return gate.perform(knock(request, cloud), caller -> read(request, caller));
    } catch (Refused refused) {
      Response error = answers.error(request, refused.problem());
      return refused.problem() instanceof Problem.Unauthenticated
          ? error.with("WWW-Authenticate", challenge(cloud))
          : error;
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "request " + request.id() + " failed", bug);
      return answers.error(request, WireErrors.crash(request.id()));
    }
  }

  private Operation<Response> read(Request request, Caller caller) {
    Routes.Match<Function<GraphCall, Bound<?>>> match = routes.find(request);
    return response(match.route().apply(GraphCall.of(request, match.values(), caller)));
  }

  private static <R> Operation<Response> response(Bound<R> bound) {
    return bound;
  }

  private static Knock knock(Request request, Cloud cloud) {
    String origin = cloud.origin(cloud.graphHost());
    List<String> audiences =
        request.path().equals(ObjectRoutes.USER_INFO)
            ? List.of(origin, "https://" + cloud.graphHost(), Audiences.userInfo(cloud))
            : List.of(origin, "https://" + cloud.graphHost());
    return new Knock(
        request.origin(), request.bearer(), audiences, Optional.of(challenge(cloud)), false);
  }

  private static String challenge(Cloud cloud) {
    return "Bearer realm=\"\", authorization_uri=\""
        + cloud.origin(cloud.loginHost())
        + "/common/oauth2/authorize\", client_id=\""
        + GRAPH_APP
        + "\"";
  }

  private Cloud cloud(Request request) {
    return clouds.stream()
        .filter(one -> one.roleOf(request.host()).equals(Optional.of(new HostRole.Graph())))
        .findFirst()
        .orElse(clouds.getFirst());
  }
}
