package dev.strongroom.elevation;

import dev.strongroom.access.RoleCondition;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What somebody asked for, and what became of it. Kept as a record after it was decided.
public record ScheduleRequest(Level level, RequestId id, Place place, Wish wish, Progress progress)
    implements Governed {
  /// @param linked the eligibility to activate
  public record Wish(
      RequestType type,
      Timing timing,
      Reason reason,
      Optional<RoleCondition> condition,
      Optional<AssignmentId> linked) {}

  public record Reason(
      Optional<String> justification, Optional<String> number, Optional<String> system) {
    public static final Reason NONE =
        new Reason(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// @param target the schedule that was made, changed or ended
  /// @param stages who has to agree; none where nobody has to
  public record Progress(
      Status status,
      PrincipalId requestor,
      Instant createdOn,
      Optional<AssignmentId> target,
      List<Stage> stages) {
    public Progress {
      stages = List.copyOf(stages);
    }
  }

  /// A request that nobody decided in time is over without a sweep.
  public Status status(Instant now) {
    boolean late =
        progress.status() == Status.PENDING_APPROVAL
            && progress.stages().stream().anyMatch(stage -> stage.isExpired(now));
    return late ? Status.TIMED_OUT : progress.status();
  }

  ScheduleRequest with(Status status, Optional<AssignmentId> target) {
    return new ScheduleRequest(
        level,
        id,
        place,
        wish,
        new Progress(
            status, progress.requestor(), progress.createdOn(), target, progress.stages()));
  }

  ScheduleRequest with(List<Stage> stages) {
    return new ScheduleRequest(
        level,
        id,
        place,
        wish,
        new Progress(
            progress.status(),
            progress.requestor(),
            progress.createdOn(),
            progress.target(),
            stages));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Authorization/" + level.prefix() + "ScheduleRequests",
        "name", id.toString(),
        "scope", place.scope().display(),
        "requestType", wish.type().wire(),
        "status", progress.status().wire(),
        "roleDefinitionId", place.grant().role().toString(),
        "principalId", place.grant().principal().toString());
  }
}
