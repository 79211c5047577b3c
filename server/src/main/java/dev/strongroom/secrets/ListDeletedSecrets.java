package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the soft-deleted secrets of a vault.
public record ListDeletedSecrets(Secrets secrets, VaultName vault, PageRequest page)
    implements Operation<Found<Page<Deleted<SecretProperties>>>> {
  public static final Action ACTION = Secrets.reads("readMetadata/action", "list");

  @Override
  public String name() {
    return "SecretListDeleted";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Secrets.deletedCollection(vault);
  }

  @Override
  public Found<Page<Deleted<SecretProperties>>> run(Work work) {
    return secrets.life().listDeleted(work, vault, page);
  }
}
