package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;
import java.util.UUID;

/// Shows the settings of a role at a scope.
public record GetPolicy(Settings settings, UUID id) implements Operation<PolicyView> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.READ_POLICIES;
  }

  @Override
  public Target target() {
    return new Target.Resource(settings.scope());
  }

  @Override
  public PolicyView run(Work work) {
    return PolicyView.of(settings.elevation(), work, settings.find(work, id, Optional.empty()));
  }
}
