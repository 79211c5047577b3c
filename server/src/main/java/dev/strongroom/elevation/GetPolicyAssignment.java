package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import java.util.Optional;
import java.util.UUID;

/// Shows which settings a role has at a scope.
public record GetPolicyAssignment(Settings settings, UUID id, RoleId role)
    implements Operation<PolicyView> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.READ_POLICY_ASSIGNMENTS;
  }

  @Override
  public Target target() {
    return new Target.Resource(settings.scope());
  }

  @Override
  public PolicyView run(Work work) {
    return PolicyView.of(settings.elevation(), work, settings.find(work, id, Optional.of(role)));
  }
}
