package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.List;

/// Lists the soft-deleted secrets of a vault.
public record ListDeletedSecrets(Secrets secrets, VaultName vault, PageRequest page)
    implements Operation<Found<Page<DeletedSecret>>> {
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
    return Target.InVault.collection(vault, SecretPath.DELETED_COLLECTION);
  }

  @Override
  public Found<Page<DeletedSecret>> run(Work work) {
    VaultFacts facts = secrets.vault(work, vault);
    List<DeletedSecret> found =
        secrets.store().listDeleted(work.tx(), facts, page.after(), page.size() + 1);
    return new Found<>(
        facts, Page.cut(found, page.size(), secret -> secret.properties().name().canonical()));
  }
}
