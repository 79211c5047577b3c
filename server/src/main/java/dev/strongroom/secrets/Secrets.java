package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Target;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.BackupFormat;
import dev.strongroom.objects.BackupFormat.Nothing;
import dev.strongroom.objects.ObjectLife;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.ObjectStore;
import dev.strongroom.objects.ObjectVaults;
import dev.strongroom.sealing.Backups;
import dev.strongroom.sealing.Sealing;
import java.util.Optional;

/// What the operations on secrets share.
public record Secrets(ObjectLife<SecretProperties> life) {
  static final BackupFormat<SecretProperties, Nothing> BACKUP =
      new BackupFormat<>(ObjectKind.SECRET, SecretProperties.FIELDS, BackupFormat.nothing());

  static final String COLLECTION = ObjectKind.SECRET.collection();

  private static final String ACTION_PREFIX = "Microsoft.KeyVault/vaults/secrets/";

  public static Secrets of(
      ObjectStore<SecretProperties> store, ObjectVaults vaults, Sealing sealing) {
    return new Secrets(new ObjectLife<>(ObjectKind.SECRET, store, vaults, sealing));
  }

  public static ObjectPath path(VaultName vault, String name, Optional<String> version) {
    return new ObjectPath(ObjectKind.SECRET, vault, name, version);
  }

  static Action reads(String action, String policyPermission) {
    return Action.data(ACTION_PREFIX + action, Effect.READ, "secrets/" + policyPermission);
  }

  static Action writes(String action, String policyPermission) {
    return Action.data(ACTION_PREFIX + action, Effect.WRITE, "secrets/" + policyPermission);
  }

  static Target collection(VaultName vault) {
    return Target.InVault.collection(vault, ObjectKind.SECRET.collection());
  }

  static Target deletedCollection(VaultName vault) {
    return Target.InVault.collection(vault, ObjectKind.SECRET.deletedCollection());
  }

  Backups backups() {
    return new Backups(life.sealing());
  }
}
