package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Backup;
import dev.strongroom.objects.BackupFormat.Nothing;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Packs every version of a secret into a blob that only this server can open: any server with the
/// same root key. The blob outlives the vault and every re-keying of it.
public record BackupSecret(Secrets secrets, ObjectPath path) implements Operation<Found<byte[]>> {
  public static final Action ACTION = Secrets.reads("backup/action", "backup");

  @Override
  public String name() {
    return "SecretBackup";
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
  public Found<byte[]> run(Work work) {
    VaultFacts facts = secrets.life().vault(work, path.vault());
    try (Backup<SecretProperties, Nothing> backup =
        secrets.life().backup(work, facts, path, new Nothing())) {
      return new Found<>(facts, Secrets.BACKUP.pack(secrets.backups(), backup));
    }
  }
}
