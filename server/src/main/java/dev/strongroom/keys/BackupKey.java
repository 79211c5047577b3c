package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Backup;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import java.util.Optional;

/// Packs every version of a key into a blob that only this server can open: any server with the
/// same root key. The blob outlives the vault and every re-keying of it.
public record BackupKey(Keys keys, ObjectPath path) implements Operation<Found<byte[]>> {
  public static final Action ACTION = Keys.reads("backup/action", "backup");

  @Override
  public String name() {
    return "KeyBackup";
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
    VaultFacts facts = keys.life().vault(work, path.vault());
    Optional<RotationPolicy> policy = keys.rotations().policy(work.tx(), facts, path.objectName());
    try (Backup<KeyProperties, Optional<RotationPolicy>> backup =
        keys.life().backup(work, facts, path, policy)) {
      return new Found<>(facts, Keys.format(path.vault()).pack(keys.backups(), backup));
    }
  }
}
