package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.ObjectPath;

/// Destroys a soft-deleted key with all its versions, for good. From then on there is no such key;
/// what does not fit into one transaction is destroyed by [PurgeDueKeys], and as long as that
/// takes, the name is not free. Nobody can purge where the vault is purge protected; then only the
/// passing of the retention does.
public record PurgeDeletedKey(Keys keys, ObjectPath path) implements Operation<VaultFacts> {
  public static final Action ACTION = Keys.writes("purge/action", "purge");
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return "KeyPurge";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.deletedTarget();
  }

  @Override
  public VaultFacts run(Work work) {
    return keys.life().purge(work, path);
  }

  @Override
  public int status(VaultFacts result) {
    return NO_CONTENT;
  }
}
