package dev.strongroom.sealing;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// Puts into the audit log whose shares opened the server. It could not be recorded earlier: the
/// log was sealed too.
///
/// @param seal its id
public record NoteUnsealed(String seal, List<String> operators) implements Operation<Boolean> {
  @Override
  public String name() {
    return "Unsealed";
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
    work.note("seal", seal);
    work.note("operators", String.join(", ", operators));
    return true;
  }
}
