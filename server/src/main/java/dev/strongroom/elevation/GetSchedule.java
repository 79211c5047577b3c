package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Shows a schedule, or its instance while it is in force, to its principal and to who may see
/// roles.
public record GetSchedule(Elevation elevation, TenantId tenant, Wanted wanted)
    implements Operation<Described<Schedule>> {
  public record Wanted(Level level, ResourceId scope, AssignmentId id, boolean instance) {
    String type() {
      return level.prefix() + (instance ? "ScheduleInstance" : "Schedule");
    }
  }

  @Override
  public String name() {
    return "Microsoft.Authorization/" + wanted.type() + "s/read";
  }

  @Override
  public Action action() {
    return ElevationActions.readOwn(wanted.level());
  }

  @Override
  public Target target() {
    return new Target.Resource(wanted.scope());
  }

  @Override
  public Described<Schedule> run(Work work) {
    Sight sight = new Sight(elevation, work);
    Optional<Schedule> found =
        ListSchedules.all(elevation, tenant, wanted.level(), work)
            .filter(one -> one.id().equals(wanted.id()))
            .filter(one -> one.place().scope().equals(wanted.scope()))
            .filter(one -> !wanted.instance() || one.isInForce(work.now()))
            .findFirst();
    boolean own =
        found.map(one -> sight.self().contains(one.place().grant().principal())).orElse(false);
    if (!own) {
      sight.demandReading(wanted.scope());
    }
    return Described.of(
        elevation,
        work,
        found.orElseThrow(() -> Refusals.notFound(wanted.type(), wanted.id().toString())));
  }
}
