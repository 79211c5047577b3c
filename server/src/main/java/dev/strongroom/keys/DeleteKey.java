package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Soft-deletes a key with all its versions. It can be recovered until its scheduled purge.
public record DeleteKey(Keys keys, ObjectPath path)
    implements Operation<Found<Deleted<KeyProperties>>> {
  public static final Action ACTION = Keys.writes("delete", "delete");

  @Override
  public String name() {
    return "KeyDelete";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<Deleted<KeyProperties>> run(Work work) {
    Found<Deleted<KeyProperties>> deleted = keys.life().delete(work, path);
    keys.homes()
        .opened()
        .drop(deleted.vault().id(), deleted.what().properties().name().canonical());
    return deleted;
  }
}
