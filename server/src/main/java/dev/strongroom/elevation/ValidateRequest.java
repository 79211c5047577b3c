package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;

/// Says what a request would lead to, or why it would be refused. Nothing happens.
public record ValidateRequest(Elevation elevation, Draft draft)
    implements Operation<Described<ScheduleRequest>> {
  @Override
  public String name() {
    return ElevationActions.attempt(draft.level()).name();
  }

  @Override
  public Action action() {
    return draft.wish().type().isSelf()
        ? ElevationActions.attempt(draft.level())
        : ElevationActions.VALIDATE;
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
  public Described<ScheduleRequest> run(Work work) {
    return Described.of(elevation, work, new Desk(elevation, work).weigh(draft).request());
  }
}
