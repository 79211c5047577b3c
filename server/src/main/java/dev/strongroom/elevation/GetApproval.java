package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;

/// Shows an approval to those it concerns.
public record GetApproval(Elevation elevation, ApprovalPath path)
    implements Operation<ApprovalView> {
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
    return new Target.Resource(path.scope().orElse(ResourceId.ROOT));
  }

  @Override
  public ApprovalView run(Work work) {
    return ApprovalView.of(elevation, work, path.find(elevation, work));
  }
}
