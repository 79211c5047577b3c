package dev.strongroom.arm;

import dev.strongroom.deployments.BeginDeployment;
import dev.strongroom.deployments.Deployment;
import dev.strongroom.deployments.Deployment.Run;
import dev.strongroom.deployments.Deployment.State;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.deployments.Deployments;
import dev.strongroom.deployments.FinishDeployment;
import dev.strongroom.deployments.PrepareDeployment;
import dev.strongroom.deployments.PrepareDeployment.Purpose;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.model.Cloud;
import dev.strongroom.sealing.ListMarkers;
import dev.strongroom.template.Plan;
import dev.strongroom.template.SecretReference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Deploys templates. That is more than one passage through the gate: secrets that parameters refer
/// to are read, the template is planned, its beginning is written down, each resource is asked for
/// like any other request, and the end is written down. It is over when the request is answered;
/// Azure goes on behind a 201.
final class Deployer {
  private static final String BELOW = "/providers/Microsoft.Resources/deployments/{deployment}";
  private static final List<String> SCOPES =
      List.of(
          "/subscriptions/{subscription}/resourceGroups/{group}", "/subscriptions/{subscription}");
  private static final Pattern PATH =
      Pattern.compile(
          "(?i)/+subscriptions/+[^/]+(?:/+resourcegroups/+[^/]+)?/+providers/+microsoft\\.resources"
              + "/+deployments/+[^/]+(?:/+(validate|whatif))?/*");
  private static final int CREATED = 201;

  private final Gate gate;
  private final Deployments deployments;
  private final ReferencedSecrets secrets;
  private final ListMarkers markers;
  private final Function<Request, Response> controlPlane;

  /// @param controlPlane answers one request, whatever it is about
  Deployer(
      Gate gate, Arm.Parts parts, ListMarkers markers, Function<Request, Response> controlPlane) {
    this.gate = gate;
    this.deployments = parts.deployments();
    this.secrets =
        new ReferencedSecrets(gate, parts.vaults(), parts.secrets(), deployments.clock());
    this.markers = markers;
    this.controlPlane = controlPlane;
  }

  static List<Routes.Line> lines() {
    return SCOPES.stream()
        .flatMap(scope ->
            List.of(
                new Routes.Line("PUT", scope + BELOW),
                new Routes.Line("POST", scope + BELOW + "/validate"),
                new Routes.Line("POST", scope + BELOW + "/whatIf"))
                .stream())
        .toList();
  }

  /// What a request wants of this; empty for any other.
  static Optional<Purpose> purpose(Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Optional.empty();
    }
    String word = Optional.ofNullable(path.group(1)).orElse("").toLowerCase(Locale.ROOT);
    return switch (request.effectiveMethod() + word) {
      case "PUT" -> Optional.of(Purpose.DEPLOY);
      case "POSTvalidate" -> Optional.of(Purpose.VALIDATE);
      case "POSTwhatif" -> Optional.of(Purpose.WHAT_IF);
      default -> Optional.empty();
    };
  }

  Response answer(Request request, Cloud cloud, Knock knock, Purpose purpose) {
    InnerRequests inner = new InnerRequests(request, controlPlane);
    Draft draft = gate.perform(knock, _ -> draft(request, cloud, purpose, inner));
    Ready ready = draft.ready().orElseGet(() -> ready(knock, purpose, draft));
    return switch (purpose) {
      case VALIDATE -> Response.json(Operation.OK, ready.validated());
      case WHAT_IF -> foresee(request, ready, inner);
      case DEPLOY -> deploy(request, knock, ready, inner);
    };
  }

  /// A template that can be deployed, and what is needed for it.
  private record Ready(DeploymentAt at, DeploymentBody body, DeploymentGround ground, Plan plan) {
    byte[] validated() {
      return DeploymentJson.validated(
          at,
          body,
          plan,
          json -> {
            json.writeStringProperty("timestamp", Times.millis(ground.started()));
            json.writeStringProperty("duration", "PT0S");
          });
    }
  }

  /// What was asked, on the ground where it is to stand.
  private record Asked(DeploymentAt at, DeploymentBody body, DeploymentGround ground) {
    Ready planned() {
      return new Ready(at, body, ground, new Plan(body.template(), body.parameters(), ground));
    }
  }

  /// @param ready empty while the secrets that it refers to have not been read
  private record Draft(Asked asked, List<SecretReference> secrets, Optional<Ready> ready) {
    static Draft of(Asked asked) {
      List<SecretReference> secrets = asked.body().template().secrets(asked.body().parameters());
      ReferencedSecrets.check(secrets);
      return new Draft(
          asked, secrets, secrets.isEmpty() ? Optional.of(asked.planned()) : Optional.empty());
    }
  }

  private Operation<Draft> draft(
      Request request, Cloud cloud, Purpose purpose, InnerRequests inner) {
    ArmVersion version = ArmVersion.parse(Optional.ofNullable(request.query().get("api-version")));
    Map<String, String> words = words(ArmPath.of(request).words());
    ArmCall call =
        new ArmCall(request, cloud, version, words, new ArmCall.Means(markers, new Afterwards()));
    DeploymentAt at = DeploymentRoutes.at(call).checked();
    DeploymentBody body = DeploymentBody.read(request.body());
    return new PrepareDeployment<>(
        deployments.resources(),
        at,
        purpose,
        found ->
            Draft.of(new Asked(at, body, new DeploymentGround(at, body, found, cloud, inner))));
  }

  /// Secrets are read between two passages, for each is a passage of its own; who may not deploy
  /// reads none, and whose template is wrong is told in the record of the second.
  private Ready ready(Knock knock, Purpose purpose, Draft draft) {
    Asked asked = draft.asked();
    asked.ground().remember(secrets.read(knock, draft.secrets(), asked.ground().started()));
    return gate.perform(
        knock,
        _ ->
            new PrepareDeployment<>(
                deployments.resources(), asked.at(), purpose, _ -> asked.planned()));
  }

  /// The path is known to have one of the two forms.
  private static Map<String, String> words(List<String> path) {
    boolean inGroup = path.get(2).equalsIgnoreCase("resourceGroups");
    return inGroup
        ? Map.of("subscription", path.get(1), "group", path.get(3), "deployment", path.get(7))
        : Map.of("subscription", path.get(1), "deployment", path.get(5));
  }

  private Response foresee(Request request, Ready ready, InnerRequests inner) {
    List<GroupInventory.Item> besides =
        ready.at().group().isPresent() ? besides(ready, inner) : List.of();
    return Response.json(
        Operation.OK,
        DeploymentJson.foreseen(
            request.id(),
            new Foresight(ready.plan(), inner).changes(besides, ready.body().complete())));
  }

  private Response deploy(Request request, Knock knock, Ready ready, InnerRequests inner) {
    boolean deletes = ready.body().complete() && ready.at().group().isPresent();
    List<GroupInventory.Item> besides = deletes ? besides(ready, inner) : List.of();
    Deployment running =
        new Deployment(
            ready.at(),
            State.RUNNING,
            new Run(
                ready.body().mode(),
                ready.body().location(),
                request.id(),
                ready.ground().started(),
                Optional.empty()),
            DeploymentJson.papers(ready.body(), ready.plan()));
    BeginDeployment.Begun begun =
        gate.perform(knock, _ -> new BeginDeployment(deployments.store(), running));
    DeploymentRun run = new DeploymentRun(ready.plan(), ready.ground(), inner, deployments.clock());
    run.make(besides);
    Deployment ended = finish(request, running, run);
    Instant now = deployments.clock().instant();
    Response answer =
        Response.json(
            begun.created() ? CREATED : Operation.OK,
            Json.write(json -> DeploymentJson.write(json, ended, now)));
    return run.good() ? answer : told(answer, request, ended);
  }

  private static List<GroupInventory.Item> besides(Ready ready, InnerRequests inner) {
    return GroupInventory.besides(ready.plan(), ready.at().scope().display(), inner);
  }

  /// A client learns of a failure at the address where it polls; so it shows the reasons.
  private static Response told(Response answer, Request request, Deployment ended) {
    String status =
        request.authority()
            + ended.at().resource().display()
            + "/operationStatuses/"
            + ended.run().correlation()
            + "?api-version="
            + request.query().getOrDefault("api-version", "");
    return answer.with("Azure-AsyncOperation", status).with("Retry-After", "1");
  }

  private Deployment finish(Request request, Deployment running, DeploymentRun run) {
    Deployment ended =
        running.ended(
            run.good() ? State.SUCCEEDED : State.FAILED,
            deployments.clock().instant(),
            DeploymentJson.outcome(running.at(), run));
    Caller server = new Caller(new Caller.Who.Job("deployments"), Origin.internal(request.id()));
    return gate.perform(server, new FinishDeployment(deployments.store(), ended));
  }
}
