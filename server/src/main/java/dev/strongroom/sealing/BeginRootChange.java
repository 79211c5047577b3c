package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Writes down which root key is about to be made, before it is: one that a crash leaves behind is
/// known by this.
public record BeginRootChange(RootKeyMoves moves, String newId, String oldId, String place)
    implements Operation<RootChange> {
  @Override
  public String name() {
    return "RootKeyChangeBegin";
  }

  @Override
  public Action action() {
    return RootKeyMoves.MOVES;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public RootChange run(Work work) {
    RootChange change = new RootChange(newId, oldId, place, work.now(), Optional.empty());
    moves.begin(work.tx(), work.approve(change));
    work.note("from", oldId);
    work.note("to", newId);
    return change;
  }
}
