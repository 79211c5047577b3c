package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

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
    return Secrets.collection(vault);
  }

  @Override
  public Found<Page<SecretProperties>> run(Work work) {
    return secrets.life().list(work, vault, page);
  }
}
