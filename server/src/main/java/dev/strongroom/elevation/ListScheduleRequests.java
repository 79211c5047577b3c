package dev.strongroom.elevation;

import dev.strongroom.elevation.ScheduleFilter.Own;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;

/// Lists requests as seen from a scope, a page at a time.
public record ListScheduleRequests(Elevation elevation, TenantId tenant, Listing listing)
    implements Operation<Page<Described<ScheduleRequest>>> {
  @Override
  public String name() {
    return "Microsoft.Authorization/" + listing.level().prefix() + "ScheduleRequests/read";
  }

  @Override
  public Action action() {
    return listing.own() ? ElevationActions.readOwn(listing.level()) : ElevationActions.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(listing.scope());
  }

  @Override
  public Page<Described<ScheduleRequest>> run(Work work) {
    Sight sight = new Sight(elevation, work);
    return Page.of(
            elevation.store().requests(work.tx(), tenant, listing.level()).stream()
                .filter(one -> isSeen(one, sight, work)),
            one -> one.id().toString(),
            listing.after())
        .map(one -> Described.of(elevation, work, one));
  }

  private boolean isSeen(ScheduleRequest one, Sight sight, Work work) {
    ScheduleFilter filter = listing.filter();
    return filter.shows(
            one.place(),
            listing.scope(),
            (above, scope) -> elevation.covers(work.tx(), tenant, above, scope))
        && isOwn(filter, one, sight)
        && filter.columns().status().map(one.status(work.now())::isCalled).orElse(true)
        && filter.columns().requestor().map(one.progress().requestor()::equals).orElse(true)
        && filter
            .assignedTo()
            .map(id -> elevation.self(work, id).contains(one.place().grant().principal()))
            .orElse(true);
  }

  private static boolean isOwn(ScheduleFilter filter, ScheduleRequest one, Sight sight) {
    return (!filter.own().contains(Own.TARGET) || sight.isTarget(one))
        && (!filter.own().contains(Own.REQUESTOR) || sight.isRequestor(one))
        && (!filter.own().contains(Own.APPROVER) || sight.isApprover(one));
  }
}
