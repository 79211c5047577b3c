package dev.strongroom.elevation;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An approval as its caller sees it.
public record ApprovalView(ScheduleRequest request, List<StageView> stages) {
  /// @param mine whether the caller may decide it
  public record StageView(Stage stage, String status, boolean mine, Optional<Reviewer> reviewer) {}

  public record Reviewer(PrincipalId id, Named named) {}

  static ApprovalView of(Elevation elevation, Work work, ScheduleRequest request) {
    PrincipalId caller = Elevation.caller(work).id();
    Set<PrincipalId> self = elevation.self(work, caller);
    boolean about =
        request.progress().requestor().equals(caller)
            || request.place().grant().principal().equals(caller);
    return new ApprovalView(
        request,
        request.progress().stages().stream()
            .map(stage ->
                new StageView(
                    stage,
                    status(request, stage, work.now()),
                    !about && stage.isFor(self, work.now()),
                    reviewer(elevation, work, stage)))
            .toList());
  }

  private static Optional<Reviewer> reviewer(Elevation elevation, Work work, Stage stage) {
    return stage
        .review()
        .by()
        .map(id ->
            new Reviewer(
                id,
                elevation
                    .surroundings()
                    .principal(work.tx(), id)
                    .orElseGet(() -> new Named(id.toString(), "User", Optional.empty()))));
  }

  private static String status(ScheduleRequest request, Stage stage, Instant now) {
    if (stage.isReviewed() || !request.status(now).isPending() && !stage.isExpired(now)) {
      return "Completed";
    } else if (stage.isExpired(now)) {
      return "Expired";
    } else if (stage.opened().isEmpty()) {
      return "NotStarted";
    }
    return stage.isEscalated(now) ? "Escalated" : "InProgress";
  }
}
