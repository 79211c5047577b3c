package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Brings a soft-deleted key back with all its versions.
public record RecoverDeletedKey(Keys keys, ObjectPath path)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("recover/action", "recover");

  @Override
  public String name() {
    return "KeyRecover";
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
  public Found<KeyProperties> run(Work work) {
    return keys.life().recover(work, path);
  }
}
