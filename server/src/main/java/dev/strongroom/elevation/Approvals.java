package dev.strongroom.elevation;

import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.Approver;
import dev.strongroom.elevation.Rule.Mode;
import dev.strongroom.elevation.Stage.Limits;
import dev.strongroom.elevation.Stage.Result;
import dev.strongroom.elevation.Stage.Review;
import dev.strongroom.elevation.Stage.Voters;
import dev.strongroom.model.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How stages follow each other. The rules are those of the time of the request: changing the
/// settings later lets nobody in.
final class Approvals {
  private Approvals() {}

  static List<Stage> stages(Approval rule, Desk desk, Instant now) {
    List<Stage> stages = new ArrayList<>();
    for (ApprovalStage one : rule.stages()) {
      boolean open = stages.isEmpty() || rule.mode() == Mode.PARALLEL;
      stages.add(
          new Stage(
              desk.newId(),
              new Voters(ids(one.primary()), ids(one.escalation())),
              new Limits(
                  Duration.ofDays(one.timeoutDays()),
                  one.escalationMinutes().map(Duration::ofMinutes),
                  one.justificationRequired()),
              open ? Optional.of(now) : Optional.empty(),
              Review.NONE));
    }
    return stages;
  }

  /// The stages after one was reviewed; an approval opens the next.
  static List<Stage> after(List<Stage> stages, Stage reviewed, Instant now) {
    List<Stage> after = new ArrayList<>();
    boolean opens = reviewed.review().result() == Result.APPROVE;
    for (Stage one : stages) {
      Stage next = one.id().equals(reviewed.id()) ? reviewed : one;
      boolean turn = opens && next.opened().isEmpty();
      after.add(turn ? next.openedAt(now) : next);
      opens = opens && !turn;
    }
    return after;
  }

  static boolean isApproved(List<Stage> stages) {
    return stages.stream().allMatch(stage -> stage.review().result() == Result.APPROVE);
  }

  private static List<PrincipalId> ids(List<Approver> approvers) {
    return approvers.stream().map(Approver::id).toList();
  }
}
