package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Backup;
import dev.strongroom.objects.BackupFormat.Nothing;
import dev.strongroom.objects.Found;
import java.util.Map;

/// Brings a backed-up secret into a vault, with its name, versions, attributes and tags. The caller
/// is authorised for the vault as a whole; the blob is opened before only when a condition on its
/// role asks for the name.
public record RestoreSecret(Secrets secrets, VaultName vault, byte[] blob)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION = Secrets.writes("restore/action", "restore");
  private static final String NAME_TRAIT = "microsoft.keyvault/vaults/secrets:name";

  @Override
  public String name() {
    return "SecretRestore";
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
  public Traits traits(Tx tx) {
    try (Backup<SecretProperties, Nothing> backup =
        Secrets.BACKUP.unpack(secrets.backups(), blob)) {
      return Traits.ofRequest(Map.of(NAME_TRAIT, backup.name().display()));
    } catch (Refused unreadable) {
      return Traits.NONE;
    }
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    VaultFacts facts = secrets.life().vault(work, vault);
    try (Backup<SecretProperties, Nothing> backup =
        Secrets.BACKUP.unpack(secrets.backups(), blob)) {
      return secrets.life().restore(work, facts, backup);
    }
  }
}
