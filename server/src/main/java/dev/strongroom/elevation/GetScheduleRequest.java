package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;

/// Shows a request to those it concerns, and to who may see roles.
public record GetScheduleRequest(
    Elevation elevation, Level level, TenantId tenant, ResourceId scope, RequestId id)
    implements Operation<Described<ScheduleRequest>> {
  @Override
  public String name() {
    return "Microsoft.Authorization/" + level.prefix() + "ScheduleRequests/read";
  }

  @Override
  public Action action() {
    return ElevationActions.readOwn(level);
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Described<ScheduleRequest> run(Work work) {
    return Described.of(
        elevation, work, new Sight(elevation, work).request(tenant, level, scope, id));
  }
}
