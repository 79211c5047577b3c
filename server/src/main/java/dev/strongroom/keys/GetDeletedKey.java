package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Shows a soft-deleted key, without its value. It is there as soon as the delete was answered;
/// Azure takes some seconds.
public record GetDeletedKey(Keys keys, ObjectPath path)
    implements Operation<Found<Deleted<KeyProperties>>> {
  public static final Action ACTION = Keys.reads("read", "get");

  @Override
  public String name() {
    return "KeyGetDeleted";
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
  public Found<Deleted<KeyProperties>> run(Work work) {
    return keys.life().getDeleted(work, path);
  }
}
