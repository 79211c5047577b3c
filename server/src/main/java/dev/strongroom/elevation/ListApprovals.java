package dev.strongroom.elevation;

import dev.strongroom.elevation.ScheduleFilter.Own;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The approvals that concern the caller: as approver those that wait for it, else all.
public record ListApprovals(
    Elevation elevation, TenantId tenant, ResourceId scope, Set<Own> own, Optional<String> after)
    implements Operation<Page<ApprovalView>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.READ_APPROVALS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Page<ApprovalView> run(Work work) {
    Sight sight = new Sight(elevation, work);
    return Page.of(
            Arrays.stream(Level.values())
                .flatMap(level -> elevation.store().requests(work.tx(), tenant, level).stream())
                .filter(one -> !one.progress().stages().isEmpty())
                .filter(one -> scope.covers(one.place().scope()))
                .filter(one -> isSeen(one, sight, work)),
            one -> one.id().toString(),
            after)
        .map(one -> ApprovalView.of(elevation, work, one));
  }

  private boolean isSeen(ScheduleRequest one, Sight sight, Work work) {
    boolean waits =
        one.status(work.now()) == Status.PENDING_APPROVAL
            && one.progress().stages().stream()
                .anyMatch(
                    stage -> stage.isOpen(work.now()) && stage.isFor(sight.self(), work.now()));
    return sight.isConcerned(one)
        && (!own.contains(Own.APPROVER) || (waits && !sight.isRequestor(one)))
        && (!own.contains(Own.REQUESTOR) || sight.isRequestor(one))
        && (!own.contains(Own.TARGET) || sight.isTarget(one));
  }
}
