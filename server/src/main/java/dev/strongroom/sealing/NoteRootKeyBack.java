package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Puts into the audit log that the HSM with the root key can be used again.
public record NoteRootKeyBack() implements Operation<Boolean> {
  @Override
  public String name() {
    return "RootKeyBack";
  }

  @Override
  public Action action() {
    return RootWatch.NOTICES;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Boolean run(Work work) {
    return true;
  }
}
