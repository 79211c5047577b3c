package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Backup;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;
import java.util.Optional;

/// Brings a backed-up key into a vault, with its name, versions, attributes and tags. The caller is
/// authorised for the vault as a whole. A vault that may not have keys of a type gets none this way
/// either.
public record RestoreKey(Keys keys, VaultName vault, byte[] blob, Restoring restoring)
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

  /// Versions that live in the HSM come back to it first, each under the name that it has here.
  @Override
  public Runnable preparation(Preview preview) {
    try (Backup<KeyProperties, Optional<RotationPolicy>> backup = unpacked()) {
      backup
          .versions()
          .forEach(version -> keys.home(preview.tx(), vault, version.properties().face().type()));
      if (backup.versions().stream().noneMatch(RestoreKey::hardware)) {
        return () -> {};
      }
      VaultFacts facts = keys.facts(preview.tx(), vault);
      if (standing(preview.tx(), facts, backup).isPresent()) {
        return () -> {};
      }
      if (keys.life().previous(preview.tx(), facts, backup.name()).isPresent()) {
        throw new Problem.AlreadyExists(ObjectKind.KEY, backup.name().display()).asException();
      }
      return () -> bringBack(facts);
    }
  }

  private void bringBack(VaultFacts facts) {
    try (Backup<KeyProperties, Optional<RotationPolicy>> backup = unpacked()) {
      backup.versions().stream()
          .filter(RestoreKey::hardware)
          .forEach(version -> bringBack(facts, version));
    }
  }

  private void bringBack(VaultFacts facts, OpenedVersion<KeyProperties> version) {
    KeyProperties key = version.properties();
    KeyHome home = keys.homes().of(key.face().type());
    KeyPlace place = new KeyPlace(facts.id(), key.name(), key.version());
    restoring.add(
        key.version(),
        home,
        keys.homes().workshop().make(() -> home.restore(version.value(), place)));
  }

  /// The key, when it lives with every version that would come back, and that is enough.
  private Optional<KeyProperties> standing(
      Tx tx, VaultFacts facts, Backup<KeyProperties, Optional<RotationPolicy>> backup) {
    var store = keys.life().store();
    return store
        .latest(tx, facts, backup.name())
        .map(SealedVersion::properties)
        .filter(_ ->
            restoring.isRepeated()
                && backup.versions().stream()
                    .map(version -> version.properties().version())
                    .allMatch(one -> store.version(tx, facts, backup.name(), one).isPresent()));
  }

  private Backup<KeyProperties, Optional<RotationPolicy>> unpacked() {
    return Keys.format(vault).unpack(keys.backups(), blob);
  }

  private static boolean hardware(OpenedVersion<KeyProperties> version) {
    return version.properties().face().type().hardware();
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, vault);
    try (Backup<KeyProperties, Optional<RotationPolicy>> backup = unpacked()) {
      backup
          .versions()
          .forEach(version -> keys.home(work.tx(), vault, version.properties().face().type()));
      Optional<KeyProperties> standing = standing(work.tx(), facts, backup);
      if (standing.isPresent()) {
        return new Found<>(facts, standing.get());
      }
      keys.checkRoom(work.tx(), facts, backup.name());
      Found<KeyProperties> restored = keys.life().restore(work, facts, restoring.over(backup));
      restoring.all().forEach(version -> version.home().keep(work, version.made()));
      restoring.stored();
      backup
          .besides()
          .map(policy -> KeyRotation.of(restored.what(), policy))
          .ifPresent(rotation -> keys.rotations().set(work.tx(), facts, work.approve(rotation)));
      return restored;
    }
  }
}
