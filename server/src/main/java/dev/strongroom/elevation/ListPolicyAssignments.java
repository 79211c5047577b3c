package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import java.util.List;
import java.util.Optional;

/// Which settings the roles have at a scope.
///
/// @param role shows only this one
public record ListPolicyAssignments(Settings settings, Optional<RoleId> role)
    implements Operation<List<PolicyView>> {
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
  public List<PolicyView> run(Work work) {
    return settings.views(work, role);
  }
}
