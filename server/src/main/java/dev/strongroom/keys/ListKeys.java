package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the keys of a vault by their latest versions, disabled ones too; never values.
public record ListKeys(Keys keys, VaultName vault, PageRequest page)
    implements Operation<Found<Page<KeyProperties>>> {
  public static final Action ACTION = Keys.reads("read", "list");

  @Override
  public String name() {
    return "KeyList";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Keys.collection(vault);
  }

  @Override
  public Found<Page<KeyProperties>> run(Work work) {
    return keys.life().list(work, vault, page);
  }
}
