package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// Takes back a request that nobody has decided, or a schedule that has not begun: by who asked, or
/// by who may give the role. An administrator's answer to an extension is a denial.
public record CancelRequest(
    Elevation elevation, Level level, TenantId tenant, ResourceId scope, RequestId id)
    implements Operation<ScheduleRequest> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.cancel(level);
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public ScheduleRequest run(Work work) {
    Sight sight = new Sight(elevation, work);
    ScheduleRequest found = sight.request(tenant, level, scope, id);
    boolean own = found.progress().requestor().equals(Elevation.caller(work).id());
    if (!own && !sight.mayAdminister(found.place().scope())) {
      throw sight.refused(ElevationActions.ADMINISTER, scope);
    }
    Optional<Schedule> later =
        found
            .progress()
            .target()
            .flatMap(target -> elevation.store().schedules(work.tx()).find(tenant, level, target))
            .filter(one -> one.terms().later() && one.terms().start().isAfter(work.now()));
    Status status = found.status(work.now());
    if (!status.isPending() && later.isEmpty()) {
      throw Refusals.request(
          "The request is '" + status.wire() + "'. Only a pending one can be canceled.");
    }
    Status end =
        !own && status == Status.PENDING_ADMIN_DECISION ? Status.ADMIN_DENIED : Status.CANCELED;
    Desk desk = new Desk(elevation, work);
    return desk.carryOut(
        new Desk.Outcome(
            found.with(end, Optional.empty()),
            Changes.removing(later.map(List::of).orElse(List.of())),
            desk.policy(found.place())));
  }
}
