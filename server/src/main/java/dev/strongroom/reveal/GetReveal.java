package dev.strongroom.reveal;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.UUID;

/// Shows a reveal to who asked and to who may decide.
public record GetReveal(Revealing revealing, ResourceId scope, UUID id)
    implements Operation<RevealRequest> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return RevealActions.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public RevealRequest run(Work work) {
    return revealing.find(work, scope, id);
  }
}
