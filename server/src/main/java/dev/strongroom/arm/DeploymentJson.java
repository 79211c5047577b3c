package dev.strongroom.arm;

import dev.strongroom.deployments.Deployment;
import dev.strongroom.deployments.Deployment.Papers;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.http.Json;
import dev.strongroom.http.StatusWord;
import dev.strongroom.template.Plan;
import dev.strongroom.template.Planned;
import dev.strongroom.template.Value;
import dev.strongroom.template.ValueJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Deployments on the wire (specification of 2024-03-01), and the papers that are kept of them.
final class DeploymentJson {
  private static final String TYPE = "Microsoft.Resources/deployments";
  private static final String FAILED =
      "At least one resource deployment operation failed. Please list deployment operations for"
          + " details. Please see https://aka.ms/arm-deployment-operations for usage details.";

  private DeploymentJson() {}

  static String asked(DeploymentBody body, Plan plan) {
    Map<String, Value> asked = new LinkedHashMap<>();
    asked.put("templateHash", Value.text(body.template().hash()));
    asked.put("parameters", plan.shownParameters());
    return ValueJson.text(new Value.Obj(asked));
  }

  /// `{outputs, outputResources, error, operations}`
  static String outcome(DeploymentAt at, DeploymentRun run) {
    Map<String, Value> outcome = new LinkedHashMap<>();
    if (run.good()) {
      outcome.put("outputs", run.outputs());
    } else {
      outcome.put("error", error(at, run.steps()));
    }
    outcome.put(
        "outputResources",
        new Value.Arr(
            run.steps().stream()
                .filter(step -> step.good() && step.operation().equals("Create"))
                .map(step -> id(step.path()))
                .toList()));
    List<Value> operations = new ArrayList<>();
    for (DeploymentRun.Step step : run.steps()) {
      operations.add(operation(at, operations.size() + 1, step));
    }
    outcome.put("operations", new Value.Arr(operations));
    return ValueJson.text(new Value.Obj(outcome));
  }

  static void write(JsonGenerator json, Deployment deployment, Instant now) {
    Value asked = ValueJson.reread(deployment.papers().asked());
    Value outcome = outcome(deployment, now);
    json.writeStartObject();
    json.writeStringProperty("id", deployment.at().resource().display());
    json.writeStringProperty("name", deployment.at().name());
    json.writeStringProperty("type", TYPE);
    deployment.run().location().ifPresent(place -> json.writeStringProperty("location", place));
    json.writeName("properties");
    json.writeStartObject();
    member(json, asked, "templateHash");
    member(json, asked, "parameters");
    json.writeStringProperty("mode", deployment.run().mode());
    json.writeStringProperty("provisioningState", state(deployment, now));
    times(json, deployment, now);
    json.writeStringProperty("correlationId", deployment.run().correlation());
    empty(json, "providers", "dependencies");
    member(json, outcome, "outputs");
    member(json, outcome, "outputResources");
    member(json, outcome, "error");
    json.writeEndObject();
    json.writeEndObject();
  }

  /// What the address behind `Azure-AsyncOperation` answers.
  static void status(JsonGenerator json, Deployment deployment, Instant now) {
    json.writeStartObject();
    json.writeStringProperty("status", state(deployment, now));
    member(json, outcome(deployment, now), "error");
    json.writeEndObject();
  }

  static List<Value> operations(Deployment deployment) {
    return ValueJson.reread(deployment.papers().outcome()).items("operations");
  }

  /// A template that would be deployed.
  static byte[] validated(
      DeploymentAt at, DeploymentBody body, Plan plan, Consumer<JsonGenerator> times) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("id", at.resource().display());
      json.writeStringProperty("name", at.name());
      json.writeStringProperty("type", TYPE);
      json.writeName("properties");
      json.writeStartObject();
      Value asked = ValueJson.reread(asked(body, plan));
      member(json, asked, "templateHash");
      member(json, asked, "parameters");
      json.writeStringProperty("mode", body.mode());
      json.writeStringProperty("provisioningState", "Succeeded");
      times.accept(json);
      empty(json, "providers", "dependencies");
      json.writeName("validatedResources");
      json.writeStartArray();
      plan.resources().stream()
          .filter(Planned::made)
          .forEach(one -> ValueJson.write(json, id(one.path())));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  static byte[] foreseen(String correlation, List<Value> changes) {
    return Json.write(json -> {
      json.writeStartObject();
      json.writeStringProperty("status", "Succeeded");
      json.writeName("properties");
      json.writeStartObject();
      json.writeStringProperty("correlationId", correlation);
      json.writeName("changes");
      json.writeStartArray();
      changes.forEach(change -> ValueJson.write(json, change));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  static Papers papers(DeploymentBody body, Plan plan) {
    return new Papers(asked(body, plan), "{}");
  }

  static String state(Deployment deployment, Instant now) {
    return switch (deployment.state()) {
      case RUNNING -> deployment.isOverdue(now) ? "Failed" : "Running";
      case SUCCEEDED -> "Succeeded";
      case FAILED -> "Failed";
    };
  }

  private static Value outcome(Deployment deployment, Instant now) {
    return deployment.isOverdue(now)
        ? new Value.Obj(
            Map.of(
                "error",
                DeploymentRun.error(
                    "DeploymentInterrupted",
                    "The server stopped while it deployed. Deploy again: what is there already"
                        + " stays.")))
        : ValueJson.reread(deployment.papers().outcome());
  }

  private static void times(JsonGenerator json, Deployment deployment, Instant now) {
    Instant ended = deployment.run().ended().orElse(now);
    json.writeStringProperty("timestamp", Times.millis(ended));
    json.writeStringProperty(
        "duration", Duration.between(deployment.run().started(), ended).toString());
  }

  private static Value error(DeploymentAt at, List<DeploymentRun.Step> steps) {
    Map<String, Value> error = new LinkedHashMap<>();
    error.put("code", Value.text("DeploymentFailed"));
    error.put("target", Value.text(at.resource().display()));
    error.put("message", Value.text(FAILED));
    List<Value> details = new ArrayList<>();
    for (DeploymentRun.Step step : steps) {
      step.error().ifPresent(one -> details.add(one));
    }
    error.put("details", new Value.Arr(details));
    return new Value.Obj(error);
  }

  private static Value operation(DeploymentAt at, int number, DeploymentRun.Step step) {
    String operationId = "%016X".formatted(number);
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put("provisioningOperation", Value.text(step.operation()));
    properties.put("provisioningState", Value.text(step.good() ? "Succeeded" : "Failed"));
    properties.put("timestamp", Value.text(Times.millis(step.at())));
    properties.put("duration", Value.text("PT0S"));
    properties.put("statusCode", Value.text(StatusWord.of(step.status())));
    step.error()
        .ifPresent(error -> properties.put("statusMessage", new Value.Obj(Map.of("error", error))));
    if (!step.path().isEmpty()) {
      Map<String, Value> target = new LinkedHashMap<>();
      target.put("id", Value.text(step.path()));
      target.put("resourceType", Value.text(step.type()));
      target.put(
          "resourceName", Value.text(step.path().substring(step.path().lastIndexOf('/') + 1)));
      properties.put("targetResource", new Value.Obj(target));
    }
    Map<String, Value> operation = new LinkedHashMap<>();
    operation.put("id", Value.text(at.resource().display() + "/operations/" + operationId));
    operation.put("operationId", Value.text(operationId));
    operation.put("properties", new Value.Obj(properties));
    return new Value.Obj(operation);
  }

  private static Value id(String path) {
    return new Value.Obj(Map.of("id", Value.text(path)));
  }

  private static void member(JsonGenerator json, Value from, String name) {
    from.member(name)
        .ifPresent(value -> {
          json.writeName(name);
          ValueJson.write(json, value);
        });
  }

  private static void empty(JsonGenerator json, String... names) {
    for (String name : names) {
      json.writeName(name);
      json.writeStartArray();
      json.writeEndArray();
    }
  }
}
