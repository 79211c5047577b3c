package dev.strongroom.arm;

import dev.strongroom.deployments.DeleteDeployment;
import dev.strongroom.deployments.Deployment;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.deployments.Deployments;
import dev.strongroom.deployments.HasDeployment;
import dev.strongroom.deployments.ListDeployments;
import dev.strongroom.deployments.ReadDeployment;
import dev.strongroom.deployments.ReadDeployment.Part;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.template.Template;
import dev.strongroom.template.Value;
import dev.strongroom.template.ValueJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `Microsoft.Resources/deployments`, where nothing is deployed: what was, and how it ended.
/// [Deployer] has the rest.
final class DeploymentRoutes {
  private static final String SUBSCRIPTION = "/subscriptions/{subscription}";
  private static final String GROUP = SUBSCRIPTION + "/resourceGroups/{group}";
  private static final String ALL = "/providers/Microsoft.Resources/deployments";
  private static final String ONE = ALL + "/{deployment}";
  private static final String HASH = "/providers/Microsoft.Resources/calculateTemplateHash";
  private static final Pattern STATE = Pattern.compile("provisioningState\\s+eq\\s+'([A-Za-z]*)'");
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  private final Deployments deployments;

  DeploymentRoutes(Deployments deployments) {
    this.deployments = deployments;
  }

  static DeploymentAt at(ArmCall call) {
    Optional<dev.strongroom.vaults.GroupName> group =
        call.word("group").isEmpty() ? Optional.empty() : Optional.of(call.group());
    return new DeploymentAt(call.subscription(), group, call.word("deployment"));
  }

  /// Operations also stand below a path without the provider, which is the one that `az` asks.
  List<ArmRoute> routes() {
    return Stream.of(
            List.of(ArmRoute.of("POST", HASH, DeploymentRoutes::hash)),
            below(SUBSCRIPTION),
            below(GROUP),
            operations(SUBSCRIPTION + ONE),
            operations(GROUP + ONE),
            operations(GROUP + "/deployments/{deployment}"))
        .flatMap(List::stream)
        .toList();
  }

  private List<ArmRoute> below(String scope) {
    return List.of(
        ArmRoute.of("GET", scope + ALL, this::list),
        ArmRoute.of("GET", scope + ONE, this::get),
        ArmRoute.of("HEAD", scope + ONE, this::has),
        ArmRoute.of("DELETE", scope + ONE, this::delete),
        ArmRoute.of("GET", scope + ONE + "/operationStatuses/{id}", this::status));
  }

  private List<ArmRoute> operations(String one) {
    return List.of(
        ArmRoute.of("GET", one + "/operations", this::listOperations),
        ArmRoute.of("GET", one + "/operations/{operation}", this::operation));
  }

  private Bound<?> get(ArmCall call) {
    return new Bound<>(read(call, Part.WHOLE), this::answer);
  }

  private Bound<?> has(ArmCall call) {
    return new Bound<>(
        new HasDeployment(deployments.store(), at(call)),
        there -> Response.of(there ? NO_CONTENT : NOT_FOUND));
  }

  private Bound<?> delete(ArmCall call) {
    return new Bound<>(
        new DeleteDeployment(deployments.store(), at(call)), _ -> Response.of(NO_CONTENT));
  }

  /// For anybody: it tells what was asked and nothing else.
  private static Bound<?> hash(ArmCall call) {
    Value template =
        ValueJson.read(call.request().body())
            .orElseThrow(() ->
                ArmCall.refused(
                    "InvalidRequestContent",
                    "The request content was invalid and could not be deserialized: 'It is not"
                        + " well-formed JSON.'."));
    Response answer =
        ArmAnswers.json(json -> {
          json.writeStartObject();
          json.writeStringProperty("minifiedTemplate", ValueJson.text(template));
          json.writeStringProperty("templateHash", Template.hash(template));
          json.writeEndObject();
        });
    return new Bound<>(
        new AskPublished("Microsoft.Resources/calculateTemplateHash/action", answer), same -> same);
  }

  private Bound<?> list(ArmCall call) {
    Optional<String> state = call.query("$filter").map(DeploymentRoutes::state);
    Instant now = deployments.clock().instant();
    return new Bound<>(
        new ListDeployments(deployments.store(), at(call), call.page()),
        page ->
            ArmAnswers.list(
                call,
                page.only(one -> state.map(DeploymentJson.state(one, now)::equals).orElse(true)),
                (json, one) -> DeploymentJson.write(json, one, now)));
  }

  private static String state(String filter) {
    Matcher asked = STATE.matcher(filter);
    if (!asked.matches()) {
      throw ArmCall.refused(
          "InvalidFilter",
          "The $filter '" + filter + "' is not offered. Use provisioningState eq '{state}'.");
    }
    return asked.group(1);
  }

  private Bound<?> status(ArmCall call) {
    return new Bound<>(
        read(call, Part.STATUS),
        found ->
            ArmAnswers.json(
                json -> DeploymentJson.status(json, found, deployments.clock().instant())));
  }

  private Bound<?> listOperations(ArmCall call) {
    return new Bound<>(
        read(call, Part.OPERATIONS),
        found -> ResourceJson.list(DeploymentJson.operations(found), ValueJson::write));
  }

  private Bound<?> operation(ArmCall call) {
    String id = call.word("operation");
    return new Bound<>(
        read(call, Part.OPERATIONS),
        found ->
            DeploymentJson.operations(found).stream()
                .filter(
                    one -> one.text("operationId", true).filter(id::equalsIgnoreCase).isPresent())
                .findFirst()
                .map(DeploymentRoutes::answer)
                .orElseThrow(() -> absent(id)));
  }

  private ReadDeployment read(ArmCall call, Part part) {
    return new ReadDeployment(deployments.store(), at(call), part);
  }

  private Response answer(Deployment found) {
    return ArmAnswers.json(
        json -> DeploymentJson.write(json, found, deployments.clock().instant()));
  }

  private static Response answer(Value operation) {
    return ArmAnswers.json(json -> ValueJson.write(json, operation));
  }

  private static RuntimeException absent(String id) {
    return new Problem.ResourceNotFound(
            "DeploymentOperationNotFound", "Deployment operation '" + id + "' could not be found.")
        .asException();
  }
}
