package dev.strongroom.arm;

import dev.strongroom.elevation.ApprovalPath;
import dev.strongroom.elevation.ApprovalView;
import dev.strongroom.elevation.Elevation;
import dev.strongroom.elevation.GetApproval;
import dev.strongroom.elevation.ListApprovals;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.ReviewStage;
import dev.strongroom.elevation.ScheduleFilter;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// `roleAssignmentApprovals`: who waits for whose decision.
final class ApprovalRoutes {
  private static final String APPROVALS = "/roleAssignmentApprovals";
  private static final String STAGES = APPROVALS + "/{name}/stages";

  private final Elevation elevation;

  ApprovalRoutes(Elevation elevation) {
    this.elevation = elevation;
  }

  void addTo(Routes.Builder<Function<ElevationAsked, Bound<?>>> table) {
    table
        .add("GET", APPROVALS, this::list)
        .add("GET", APPROVALS + "/{name}", this::get)
        .add("GET", STAGES, this::stages)
        .add("GET", STAGES + "/{stage}", this::stage)
        .add("PATCH", STAGES + "/{stage}", this::review)
        .add("PUT", STAGES + "/{stage}", this::review);
  }

  private Bound<?> list(ElevationAsked asked) {
    return new Bound<>(
        new ListApprovals(
            elevation,
            asked.tenant(),
            asked.scope(),
            ScheduleFilter.parse(asked.filter()).own(),
            asked.after()),
        page -> asked.list(page, (json, one) -> ApprovalJson.write(json, scope(asked), one)));
  }

  private Bound<?> get(ElevationAsked asked) {
    return new Bound<>(
        new GetApproval(elevation, path(asked)),
        found ->
            Response.json(
                Bound.OK, Json.write(json -> ApprovalJson.write(json, scope(asked), found))));
  }

  private Bound<?> stages(ElevationAsked asked) {
    return new Bound<>(
        new GetApproval(elevation, path(asked)),
        found ->
            Response.json(
                Bound.OK, Json.write(json -> ApprovalJson.list(json, scope(asked), found))));
  }

  private Bound<?> stage(ElevationAsked asked) {
    UUID stage = asked.guid(asked.match().value("stage"));
    return new Bound<>(
        new GetApproval(elevation, path(asked)), found -> answer(asked, found, stage));
  }

  private Bound<?> review(ElevationAsked asked) {
    UUID stage = asked.guid(asked.match().value("stage"));
    return new Bound<>(
        new ReviewStage(elevation, path(asked), stage, ApprovalJson.read(asked.request().body())),
        found -> answer(asked, found, stage));
  }

  private static Response answer(ElevationAsked asked, ApprovalView view, UUID id) {
    return view.stages().stream()
        .filter(one -> one.stage().id().equals(id))
        .findFirst()
        .map(one ->
            Response.json(
                Bound.OK, Json.write(json -> ApprovalJson.write(json, scope(asked), view, one))))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "roleAssignmentApprovalStageNotFound", "The stage '" + id + "' is not found.")
                .asException());
  }

  private static ApprovalPath path(ElevationAsked asked) {
    return new ApprovalPath(asked.tenant(), scope(asked), asked.name(RequestId::parse));
  }

  private static Optional<ResourceId> scope(ElevationAsked asked) {
    return Optional.of(asked.scope()).filter(scope -> !scope.equals(ResourceId.ROOT));
  }
}
