package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;

/// Gives or takes a role, or the right to take it, for a time.
public record AdministerSchedule(Elevation elevation, Draft draft)
    implements Operation<Described<ScheduleRequest>> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return ElevationActions.ask(draft.level()).name();
  }

  @Override
  public Action action() {
    return ElevationActions.ADMINISTER;
  }

  @Override
  public Target target() {
    return new Target.Resource(draft.scope());
  }

  @Override
  public Traits traits(Tx tx) {
    return draft.traits(elevation, tx);
  }

  @Override
  public int status(Described<ScheduleRequest> made) {
    return CREATED;
  }

  @Override
  public Described<ScheduleRequest> run(Work work) {
    Desk desk = new Desk(elevation, work);
    return Described.of(elevation, work, desk.carryOut(desk.weigh(draft)));
  }
}
