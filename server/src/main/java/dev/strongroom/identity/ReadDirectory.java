package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// The whole directory, for administrators and for the server's own start.
public record ReadDirectory(DirectoryStore store) implements Operation<Directory> {

  @Override
  public String name() {
    return "Read directory";
  }

  @Override
  public Action action() {
    return DirectoryActions.READ;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("");
  }

  @Override
  public Directory run(Work work) {
    return store.directory(work.tx());
  }
}
