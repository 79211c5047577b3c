package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// The first thing every start does: checks that the root key is the one this database was sealed
/// under, and makes the server's own keys where they are missing. Answers how many it made.
public record EnsureServerKeys(Sealing sealing) implements Operation<Integer> {
  @Override
  public String name() {
    return "ServerKeysEnsure";
  }

  @Override
  public Action action() {
    return Action.control("Strongroom/serverKeys/write", Action.Effect.WRITE);
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Integer run(Work work) {
    return sealing.server().ensure(work);
  }
}
