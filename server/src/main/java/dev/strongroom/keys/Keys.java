package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.BackupFormat;
import dev.strongroom.objects.BackupFormat.Nothing;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectLife;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.sealing.Backups;
import dev.strongroom.trust.KeySpec;
import java.util.List;
import java.util.Optional;

/// What the operations on keys share.
public record Keys(
    ObjectLife<KeyProperties> life, KeyHomes homes, Premium premium, Workshop workshop) {
  static final BackupFormat<KeyProperties, Nothing> BACKUP =
      new BackupFormat<>(ObjectKind.KEY, new KeyFields(), BackupFormat.nothing());

  private static final String ACTION_PREFIX = "Microsoft.KeyVault/vaults/";

  public static ObjectPath path(VaultName vault, String name, Optional<String> version) {
    return new ObjectPath(ObjectKind.KEY, vault, name, version);
  }

  static Action reads(String action, String policyPermission) {
    return Action.data(ACTION_PREFIX + "keys/" + action, Effect.READ, "keys/" + policyPermission);
  }

  static Action writes(String action, String policyPermission) {
    return Action.data(ACTION_PREFIX + "keys/" + action, Effect.WRITE, "keys/" + policyPermission);
  }

  static Target collection(VaultName vault) {
    return Target.InVault.collection(vault, ObjectKind.KEY.collection());
  }

  static Target deletedCollection(VaultName vault) {
    return Target.InVault.collection(vault, ObjectKind.KEY.deletedCollection());
  }

  Backups backups() {
    return new Backups(life.sealing());
  }

  /// Refuses a type of keys that the vault's sku does not have, or this server.
  KeyHome home(Tx tx, VaultName vault, KeyType type) {
    if ((type.hardware() || type.premium()) && !premium.is(tx, vault)) {
      throw (type.hardware()
              ? new Problem.NoHardwareKeys()
              : new Problem.KeyTypeNotSupported(type.wire()))
          .asException();
    }
    return homes.of(type);
  }

  /// Stores a new version of `name`, which keeps the spelling that it was first created with.
  Found<KeyProperties> add(
      Work work, VaultFacts facts, ObjectName name, KeySettings settings, Made made) {
    Optional<KeyProperties> previous = life.previous(work.tx(), facts, name);
    KeyFace face = made.face(settings.hardware());
    KeyProperties properties =
        new KeyProperties(
            previous.map(KeyProperties::name).orElse(name),
            ObjectVersion.random(work.random()),
            face,
            settings.operations(face.spec()),
            settings.attributes(),
            settings.release(),
            false,
            settings.tags(),
            work.now(),
            work.now());
    life.store()
        .add(
            work.tx(),
            facts,
            work.approve(life.seal(work.tx(), facts, properties, made.material())));
    return new Found<>(facts, properties);
  }

  /// Refuses uses that keys of this kind do not have.
  static List<KeyOperation> checked(List<KeyOperation> operations, KeySpec spec) {
    for (KeyOperation operation : operations) {
      if (!KeyOperation.possible(spec).contains(operation)) {
        throw new Problem.Malformed(
                "The key operation "
                    + operation.wire()
                    + " is not possible with keys of "
                    + spec.label()
                    + ".")
            .asException();
      }
    }
    return operations;
  }
}
