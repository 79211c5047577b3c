package dev.strongroom.elevation;

import dev.strongroom.elevation.Desk.Outcome;
import dev.strongroom.elevation.Stage.Result;
import dev.strongroom.elevation.Stage.Review;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An approver's decision. Nobody decides about its own access, as requestor or as who would get
/// it; the last approval gives the role at once, if it may still be given.
public record ReviewStage(Elevation elevation, ApprovalPath path, UUID stage, Answer answer)
    implements Operation<ApprovalView> {
  public static final int MAX_JUSTIFICATION = 1_024;

  public record Answer(Result result, String justification) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.REVIEW;
  }

  @Override
  public Target target() {
    return new Target.Resource(path.scope().orElse(ResourceId.ROOT));
  }

  @Override
  public ApprovalView run(Work work) {
    ScheduleRequest request = path.find(elevation, work);
    Stage open = open(request, work);
    PrincipalId caller = Elevation.caller(work).id();
    Review review =
        new Review(
            answer.result(), Optional.of(caller), Optional.of(work.now()), answer.justification());
    List<Stage> stages =
        Approvals.after(request.progress().stages(), open.reviewed(review), work.now());
    work.note("approver", caller.toString());
    work.note("reviewResult", answer.result().wire());
    work.note("reviewJustification", answer.justification());
    ScheduleRequest done = new Desk(elevation, work).carryOut(outcome(request.with(stages), work));
    return ApprovalView.of(elevation, work, done);
  }

  private Stage open(ScheduleRequest request, Work work) {
    Stage found =
        request.progress().stages().stream()
            .filter(one -> one.id().equals(stage))
            .findFirst()
            .orElseThrow(() -> Refusals.notFound("roleAssignmentApprovalStage", stage.toString()));
    Sight sight = new Sight(elevation, work);
    PrincipalId caller = Elevation.caller(work).id();
    if (request.progress().requestor().equals(caller)
        || request.place().grant().principal().equals(caller)) {
      throw Refusals.invalid("SelfApprovalNotAllowed", "Request doesn't allow Self-Approval");
    } else if (!found.isFor(sight.self(), work.now())) {
      throw Refusals.notPermitted("The caller is not an approver of this stage.");
    }
    refuseUnready(request, found, work);
    return found;
  }

  private void refuseUnready(ScheduleRequest request, Stage found, Work work) {
    Status status = request.status(work.now());
    boolean stated = !answer.justification().isBlank();
    if (answer.result() == Result.NOT_REVIEWED) {
      throw invalid("The reviewResult is Approve or Deny.");
    } else if (answer.justification().length() > MAX_JUSTIFICATION) {
      throw invalid("A justification has at most " + MAX_JUSTIFICATION + " characters.");
    } else if (status != Status.PENDING_APPROVAL || !found.isOpen(work.now())) {
      throw invalid("The request is '" + status.wire() + "'; this stage does not wait.");
    } else if (found.limits().justificationRequired() && !stated) {
      throw Refusals.policy(List.of("JustificationRule"));
    }
  }

  private Outcome outcome(ScheduleRequest request, Work work) {
    Desk desk = new Desk(elevation, work);
    List<Stage> stages = request.progress().stages();
    Policy policy = desk.policy(request.place());
    if (answer.result() == Result.DENY) {
      return new Outcome(request.with(Status.DENIED, Optional.empty()), Changes.NONE, policy);
    } else if (!Approvals.isApproved(stages)) {
      return new Outcome(request, Changes.NONE, policy);
    }
    try {
      Changes changes = new Fulfilment(elevation, work, desk).of(request);
      boolean later = changes.saved().stream().anyMatch(one -> one.terms().later());
      Status status = later ? Status.SCHEDULE_CREATED : Status.PROVISIONED;
      return new Outcome(request.with(status, changes.target()), changes, policy);
    } catch (Refused noLongerPossible) {
      return new Outcome(request.with(Status.FAILED, Optional.empty()), Changes.NONE, policy);
    }
  }

  private static Refused invalid(String message) {
    return Refusals.invalid("InvalidApprovalDecision", message);
  }
}
