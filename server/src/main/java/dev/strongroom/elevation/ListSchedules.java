package dev.strongroom.elevation;

import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.elevation.Schedule.Provenance;
import dev.strongroom.elevation.Schedule.Terms;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;
import java.util.Optional;
import java.util.stream.Stream;

/// Lists schedules as seen from a scope, or their instances: those in force now. Roles that were
/// given without a request are among them, as in Azure.
public record ListSchedules(
    Elevation elevation, TenantId tenant, Listing listing, boolean instances)
    implements Operation<Page<ListSchedules.Seen>> {
  /// @param member how the asked scope and caller come to it: `Direct`, `Inherited` or `Group`
  public record Seen(Described<Schedule> schedule, String member) {}

  @Override
  public String name() {
    return "Microsoft.Authorization/"
        + listing.level().prefix()
        + (instances ? "ScheduleInstances/read" : "Schedules/read");
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
  public Page<Seen> run(Work work) {
    Sight sight = new Sight(elevation, work);
    return Page.of(
            all(elevation, tenant, listing.level(), work).filter(one -> isSeen(one, sight, work)),
            one -> one.id().toString(),
            listing.after())
        .map(one -> seen(one, work));
  }

  /// Every schedule of a tenant that is not over.
  static Stream<Schedule> all(Elevation elevation, TenantId tenant, Level level, Work work) {
    Schedules schedules = elevation.store().schedules(work.tx());
    Stream<Schedule> made =
        schedules.all().stream()
            .filter(one -> one.level() == level && one.place().grant().tenant().equals(tenant));
    Stream<Schedule> given =
        level == Level.ELIGIBILITY
            ? Stream.empty()
            : elevation.access().table(work.tx()).assignments().stream()
                .filter(one -> one.grant().tenant().equals(tenant))
                .filter(one -> schedules.find(tenant, level, one.id()).isEmpty())
                .map(ListSchedules::given);
    return Stream.concat(made, given).filter(one -> !one.isOver(work.now()));
  }

  private boolean isSeen(Schedule one, Sight sight, Work work) {
    ScheduleFilter filter = listing.filter();
    return filter.shows(
            one.place(),
            listing.scope(),
            (above, scope) -> elevation.covers(work.tx(), tenant, above, scope))
        && (!instances || one.isInForce(work.now()))
        && (filter.own().isEmpty() || sight.self().contains(one.place().grant().principal()))
        && filter
            .assignedTo()
            .map(id -> elevation.self(work, id).contains(one.place().grant().principal()))
            .orElse(true)
        && filter.columns().status().map(one.status()::isCalled).orElse(true);
  }

  private Seen seen(Schedule one, Work work) {
    boolean group =
        one.place().grant().type() == PrincipalType.GROUP
            && (!listing.filter().own().isEmpty() || listing.filter().assignedTo().isPresent());
    boolean above =
        !one.place().scope().equals(listing.scope())
            && elevation.covers(work.tx(), tenant, one.place().scope(), listing.scope());
    return new Seen(
        Described.of(elevation, work, one), group ? "Group" : above ? "Inherited" : "Direct");
  }

  private static Schedule given(RoleAssignment one) {
    return new Schedule(
        Level.ASSIGNMENT,
        one.id(),
        new Place(one.scope(), one.grant()),
        new Terms(one.stamps().createdOn(), false, Optional.empty(), one.details().condition()),
        new Provenance(
            Optional.empty(),
            Optional.empty(),
            one.stamps().createdOn(),
            one.stamps().updatedOn(),
            false));
  }
}
