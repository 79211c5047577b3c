package dev.strongroom.arm;

import dev.strongroom.elevation.Elevation;
import dev.strongroom.elevation.GetPolicy;
import dev.strongroom.elevation.GetPolicyAssignment;
import dev.strongroom.elevation.ListPolicies;
import dev.strongroom.elevation.ListPolicyAssignments;
import dev.strongroom.elevation.PolicyView;
import dev.strongroom.elevation.PutPolicyAssignment;
import dev.strongroom.elevation.ResetPolicy;
import dev.strongroom.elevation.ScheduleFilter;
import dev.strongroom.elevation.Settings;
import dev.strongroom.elevation.UpdatePolicy;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.RoleId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// `roleManagementPolicies` and `roleManagementPolicyAssignments`: the settings of a role at a
/// scope.
final class RoleSettingRoutes {
  private static final String POLICIES = "/roleManagementPolicies";
  private static final String ASSIGNMENTS = "/roleManagementPolicyAssignments";
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;

  private final Elevation elevation;

  RoleSettingRoutes(Elevation elevation) {
    this.elevation = elevation;
  }

  void addTo(Routes.Builder<Function<ElevationAsked, Bound<?>>> table) {
    table
        .add("GET", POLICIES, this::list)
        .add("GET", POLICIES + "/{name}", this::get)
        .add("PATCH", POLICIES + "/{name}", this::update)
        .add("DELETE", POLICIES + "/{name}", this::reset)
        .add("GET", ASSIGNMENTS, this::listAssignments)
        .add("GET", ASSIGNMENTS + "/{name}", this::getAssignment)
        .add("PUT", ASSIGNMENTS + "/{name}", this::putAssignment)
        .add("DELETE", ASSIGNMENTS + "/{name}", this::resetAssignment);
  }

  /// The two GUIDs of an assignment's name: `{policy}_{role}`.
  private record Pair(UUID policy, RoleId role) {
    static Pair of(ElevationAsked asked) {
      String[] parts = asked.name().split("_", -1);
      if (parts.length != 2) {
        throw invalid("The name of an assignment is {policy}_{role}, two GUIDs.");
      }
      return new Pair(asked.guid(parts[0]), new RoleId(asked.guid(parts[1])));
    }
  }

  private Bound<?> list(ElevationAsked asked) {
    return new Bound<>(
        new ListPolicies(settings(asked), role(asked)),
        found -> asked.list(found, Optional.empty(), PolicyJson::write));
  }

  private Bound<?> get(ElevationAsked asked) {
    return new Bound<>(
        new GetPolicy(settings(asked), asked.guid(asked.name())), RoleSettingRoutes::answer);
  }

  private Bound<?> update(ElevationAsked asked) {
    return new Bound<>(
        new UpdatePolicy(
            settings(asked), asked.guid(asked.name()), RuleJson.read(asked.request().body())),
        RoleSettingRoutes::answer);
  }

  private Bound<?> reset(ElevationAsked asked) {
    return new Bound<>(
        new ResetPolicy(settings(asked), asked.guid(asked.name())),
        changed -> Response.of(changed ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> listAssignments(ElevationAsked asked) {
    return new Bound<>(
        new ListPolicyAssignments(settings(asked), role(asked)),
        found -> asked.list(found, Optional.empty(), PolicyJson::writeAssignment));
  }

  private Bound<?> getAssignment(ElevationAsked asked) {
    Pair pair = Pair.of(asked);
    return new Bound<>(
        new GetPolicyAssignment(settings(asked), pair.policy(), pair.role()),
        found -> answerAssignment(Bound.OK, found));
  }

  private Bound<?> putAssignment(ElevationAsked asked) {
    Pair pair = Pair.of(asked);
    JsonValue properties =
        Json.parse(asked.request().body())
            .member("properties")
            .orElseThrow(() -> invalid("The request has no 'properties'."));
    String policy =
        properties.text("policyId").orElseThrow(() -> invalid("'policyId' is missing."));
    UUID wanted = asked.guid(policy.substring(policy.lastIndexOf('/') + 1));
    return new Bound<>(
        new PutPolicyAssignment(settings(asked), pair.policy(), pair.role(), wanted),
        made -> answerAssignment(CREATED, made));
  }

  private Bound<?> resetAssignment(ElevationAsked asked) {
    return new Bound<>(
        new ResetPolicy(settings(asked), Pair.of(asked).policy()),
        changed -> Response.of(changed ? Bound.OK : NO_CONTENT));
  }

  /// The one role that `$filter` names.
  private static Optional<RoleId> role(ElevationAsked asked) {
    return ScheduleFilter.parse(asked.filter()).columns().role();
  }

  private Settings settings(ElevationAsked asked) {
    return new Settings(elevation, asked.tenant(), asked.scope());
  }

  private static Response answer(PolicyView view) {
    return Response.json(Bound.OK, Json.write(json -> PolicyJson.write(json, view)));
  }

  private static Response answerAssignment(int status, PolicyView view) {
    return Response.json(status, Json.write(json -> PolicyJson.writeAssignment(json, view)));
  }

  private static Refused invalid(String message) {
    return new Problem.Invalid("InvalidPolicy", message).asException();
  }
}
