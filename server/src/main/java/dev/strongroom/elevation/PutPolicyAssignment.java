package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import java.util.Optional;
import java.util.UUID;

/// Says that a role has its own settings at a scope, which it always has: another policy cannot be
/// given to it.
public record PutPolicyAssignment(Settings settings, UUID id, RoleId role, UUID policy)
    implements Operation<PolicyView> {
  private static final int CREATED = 201;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.WRITE_POLICY_ASSIGNMENTS;
  }

  @Override
  public Target target() {
    return new Target.Resource(settings.scope());
  }

  @Override
  public int status(PolicyView made) {
    return CREATED;
  }

  @Override
  public PolicyView run(Work work) {
    Policy known = settings.find(work, id, Optional.of(role));
    if (!policy.equals(id)) {
      throw PolicyLimits.invalid(
          "The policy of this role at this scope is '" + id + "'. Change its rules instead.");
    }
    return PolicyView.of(settings.elevation(), work, known);
  }
}
