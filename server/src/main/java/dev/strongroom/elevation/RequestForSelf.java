package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Activates a role that the caller is eligible for, ends an activation, or asks for more time.
public record RequestForSelf(Elevation elevation, Draft draft)
    implements Operation<Described<ScheduleRequest>> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.ask(draft.level());
  }

  @Override
  public Target target() {
    return new Target.Resource(draft.scope());
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
