package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// The settings of every role at a scope.
public record ListPolicies(Settings settings) implements Operation<List<PolicyView>> {
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
  public List<PolicyView> run(Work work) {
    return settings.all(work).map(one -> PolicyView.of(settings.elevation(), work, one)).toList();
  }
}
