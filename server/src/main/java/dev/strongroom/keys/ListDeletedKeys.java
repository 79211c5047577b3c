package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the soft-deleted keys of a vault.
public record ListDeletedKeys(Keys keys, VaultName vault, PageRequest page)
    implements Operation<Found<Page<Deleted<KeyProperties>>>> {
  public static final Action ACTION = Keys.reads("read", "list");

  @Override
  public String name() {
    return "KeyListDeleted";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Keys.deletedCollection(vault);
  }

  @Override
  public Found<Page<Deleted<KeyProperties>>> run(Work work) {
    return keys.life().listDeleted(work, vault, page);
  }
}
