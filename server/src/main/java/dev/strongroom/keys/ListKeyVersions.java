package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the versions of a key; never values. Azure answers an unknown name with an empty list, and
/// its SDKs test for it.
public record ListKeyVersions(Keys keys, ObjectPath path, PageRequest page)
    implements Operation<Found<Page<KeyProperties>>> {
  public static final Action ACTION = Keys.reads("read", "list");

  @Override
  public String name() {
    return "KeyListVersions";
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
  public Found<Page<KeyProperties>> run(Work work) {
    return keys.life().listVersions(work, path, page);
  }
}
