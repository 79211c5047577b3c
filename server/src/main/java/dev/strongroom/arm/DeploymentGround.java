package dev.strongroom.arm;

import dev.strongroom.arm.InnerRequests.Answer;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.deployments.PrepareDeployment.Ground;
import dev.strongroom.http.Json;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Cloud;
import dev.strongroom.template.SecretReference;
import dev.strongroom.template.Surroundings;
import dev.strongroom.template.Value;
import dev.strongroom.template.ValueJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What a template finds around it: the answers of the control plane, in its own JSON.
final class DeploymentGround implements Surroundings {
  private final DeploymentAt at;
  private final DeploymentBody body;
  private final Ground ground;
  private final Cloud cloud;
  private final InnerRequests requests;
  private final Map<String, Value> made = new HashMap<>();
  private Map<SecretReference, String> secrets = Map.of();

  DeploymentGround(
      DeploymentAt at, DeploymentBody body, Ground ground, Cloud cloud, InnerRequests requests) {
    this.at = at;
    this.body = body;
    this.ground = ground;
    this.cloud = cloud;
    this.requests = requests;
  }

  Instant started() {
    return ground.now();
  }

  /// What the control plane answered when it made a resource need not be asked for again.
  void remember(String path, Value resource) {
    made.put(path.toLowerCase(java.util.Locale.ROOT), resource);
  }

  /// What the parameters refer to.
  void remember(Map<SecretReference, String> read) {
    secrets = read;
  }

  @Override
  public String secret(SecretReference reference) {
    return Objects.requireNonNull(
        secrets.get(reference), "broken promise: secrets are read before the plan");
  }

  @Override
  public String scope() {
    return at.scope().display();
  }

  @Override
  public Value resourceGroup() {
    return ground
        .group()
        .map(group -> value(json -> ResourceJson.group(json, group)))
        .orElseThrow(() ->
            new Problem.Invalid(
                    "InvalidTemplate",
                    "The template function 'resourceGroup' is not expected at this location: the"
                        + " deployment is at a subscription.")
                .asException());
  }

  @Override
  public Value subscription() {
    return value(json -> {
      json.writeStartObject();
      json.writeStringProperty("id", ground.subscription().resource().display());
      json.writeStringProperty("subscriptionId", ground.subscription().id().toString());
      json.writeStringProperty("tenantId", ground.subscription().tenant().toString());
      json.writeStringProperty("displayName", ground.subscription().displayName());
      json.writeEndObject();
    });
  }

  @Override
  public Value tenant() {
    return value(json -> ResourceJson.tenant(json, ground.subscription().tenant()));
  }

  @Override
  public Value deployment() {
    Map<String, Value> properties = new LinkedHashMap<>();
    properties.put("template", Value.EMPTY);
    properties.put("templateHash", Value.text(body.template().hash()));
    properties.put("mode", Value.text(body.mode()));
    properties.put("provisioningState", Value.text("Accepted"));
    Map<String, Value> deployment = new LinkedHashMap<>();
    deployment.put("name", Value.text(at.name()));
    body.location().ifPresent(place -> deployment.put("location", Value.text(place)));
    deployment.put("properties", new Value.Obj(properties));
    return new Value.Obj(deployment);
  }

  /// Suffixes begin with a period here, and only here.
  @Override
  public Value environment() {
    return value(json -> CloudMetadata.environment(json, cloud));
  }

  @Override
  public long now() {
    return ground.now().toEpochMilli();
  }

  @Override
  public String newGuid() {
    long high = (ground.random().nextLong() & ~0xf000L) | 0x4000L;
    long low = (ground.random().nextLong() & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  @Override
  public Value reference(String path, Optional<String> apiVersion) {
    Value known = made.get(path.toLowerCase(java.util.Locale.ROOT));
    if (known != null) {
      return known;
    }
    if (!path.startsWith("/")) {
      throw ArmCall.refused(
          "InvalidTemplate",
          "The template resource '"
              + path
              + "' reference is not valid: could not find template"
              + " resource or resource copy with this name.");
    }
    String version =
        apiVersion.orElseThrow(() ->
            ArmCall.refused(
                "InvalidTemplate",
                "The reference to '"
                    + path
                    + "' requires an API version. Please see"
                    + " https://aka.ms/arm-syntax for usage details."));
    Answer answer = requests.get(path, version);
    if (!answer.good()) {
      throw ArmCall.refused(
          answer.error().text("code", true).orElse("ResourceNotFound"),
          answer
              .error()
              .text("message", true)
              .orElse("The resource '" + path + "' was not found."));
    }
    return answer.body();
  }

  private static Value value(Consumer<JsonGenerator> json) {
    return ValueJson.read(Json.write(json)).orElse(Value.NULL);
  }
}
