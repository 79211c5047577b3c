package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.List;

/// Lists the secrets of a vault by their latest versions, disabled ones too; never values.
public record ListSecrets(Secrets secrets, VaultName vault, PageRequest page)
    implements Operation<Found<Page<SecretProperties>>> {
  public static final Action ACTION = Secrets.reads("readMetadata/action", "list");

  @Override
  public String name() {
    return "SecretList";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Target.InVault.collection(vault, SecretPath.COLLECTION);
  }

  @Override
  public Found<Page<SecretProperties>> run(Work work) {
    VaultFacts facts = secrets.vault(work, vault);
    List<SecretProperties> found =
        secrets.store().list(work.tx(), facts, page.after(), page.size() + 1);
    return new Found<>(facts, Page.cut(found, page.size(), secret -> secret.name().canonical()));
  }
}
