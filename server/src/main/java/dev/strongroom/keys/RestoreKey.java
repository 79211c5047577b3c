package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Backup;
import dev.strongroom.objects.Found;
import java.util.Optional;

/// Brings a backed-up key into a vault, with its name, versions, attributes and tags. The caller is
/// authorised for the vault as a whole. A vault that may not have keys of a type gets none this way
/// either.
public record RestoreKey(Keys keys, VaultName vault, byte[] blob)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("restore/action", "restore");

  @Override
  public String name() {
    return "KeyRestore";
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
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, vault);
    try (Backup<KeyProperties, Optional<RotationPolicy>> backup =
        Keys.BACKUP.unpack(keys.backups(), blob)) {
      backup
          .versions()
          .forEach(version -> keys.home(work.tx(), vault, version.properties().face().type()));
      Found<KeyProperties> restored = keys.life().restore(work, facts, backup);
      backup
          .besides()
          .map(policy -> KeyRotation.of(restored.what(), policy))
          .ifPresent(rotation -> keys.rotations().set(work.tx(), facts, work.approve(rotation)));
      return restored;
    }
  }
}
