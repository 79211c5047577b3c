package dev.strongroom.elevation;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;
import java.util.UUID;

/// Gives a role the default settings back.
public record ResetPolicy(Settings settings, UUID id) implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return ElevationActions.WRITE_POLICIES;
  }

  @Override
  public Target target() {
    return new Target.Resource(settings.scope());
  }

  @Override
  public int status(Boolean changed) {
    return changed ? OK : NO_CONTENT;
  }

  @Override
  public Boolean run(Work work) {
    Policy known = settings.find(work, id, Optional.empty());
    boolean changed = known.changed().isPresent();
    settings.elevation().store().removePolicy(work.tx(), work.approve(known));
    work.note("role", known.key().role().toString());
    return changed;
  }
}
