package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Preview;
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
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectLife;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.sealing.Backups;
import dev.strongroom.trust.KeyOperations;
import dev.strongroom.trust.KeySpec;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the operations on keys share.
public record Keys(
    ObjectLife<KeyProperties> life,
    RotationStore rotations,
    KeyHomes homes,
    VaultTraits traits,
    SecureRandom random) {
  private static final BackupFormat<KeyProperties, Optional<RotationPolicy>> OF_VAULT =
      new BackupFormat<>(ObjectKind.KEY, new KeyFields(), RotationPolicy.BESIDES);
  private static final BackupFormat<KeyProperties, Optional<RotationPolicy>> OF_HSM =
      new BackupFormat<>(ObjectKind.KEY, new KeyFields(), RotationPolicy.BESIDES, true);

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

  /// What a request wants to do with a key.
  ///
  /// @param algorithm as the audit record names it
  record Use(KeyOperation operation, String algorithm) {}

  /// Does something with a version of a key, if it may be used so, now.
  <R> Found<Used<R>> use(Work work, ObjectPath path, Use use, Function<KeyOperations, R> doing) {
    VaultFacts facts = life.vault(work, path.vault());
    SealedVersion<KeyProperties> found = life.find(work.tx(), facts, path);
    KeyProperties key = found.properties();
    checkUsable(key, use.operation(), work.now());
    work.note("algorithm", use.algorithm());
    if (key.face().type().hardware() && !work.tx().session().mayWait()) {
      throw NotInMemory.SIGNAL; // the HSM takes as long as it likes
    }
    OpenedKeys.Id id =
        new OpenedKeys.Id(facts.id(), key.name().canonical(), key.version().hex(), found.value());
    R result =
        Refusals.translated(
            () -> homes.opened().use(id, () -> opened(work.tx(), facts, found), doing));
    return new Found<>(facts, new Used<>(key, result));
  }

  private KeyOperations opened(Tx tx, VaultFacts facts, SealedVersion<KeyProperties> found) {
    KeyHome home = homes.of(found.properties().face().type());
    try (OpenedVersion<KeyProperties> version = life.open(tx, facts, found)) {
      return home.open(version.value());
    }
  }

  /// In Azure's order: first the switch, then the purpose, then the time.
  static void checkUsable(KeyProperties key, KeyOperation operation, Instant now) {
    if (!key.attributes().enabled()) {
      throw new Problem.ObjectDisabled(ObjectKind.KEY, operation.wire()).asException();
    }
    if (!key.operations().contains(operation)) {
      throw new Problem.KeyOperationForbidden(operation.wire()).asException();
    }
    if (!operation.boundToTime()) {
      return;
    }
    if (key.attributes().notBefore().filter(now::isBefore).isPresent()) {
      throw new Problem.KeyOutOfTime(operation.wire(), false).asException();
    }
    if (key.attributes().expires().filter(end -> !now.isBefore(end)).isPresent()) {
      throw new Problem.KeyOutOfTime(operation.wire(), true).asException();
    }
  }

  /// What leaves a managed HSM comes back into one only, and nothing else does.
  static BackupFormat<KeyProperties, Optional<RotationPolicy>> format(VaultName vault) {
    return vault.isHsm() ? OF_HSM : OF_VAULT;
  }

  Backups backups() {
    return new Backups(life.sealing());
  }

  /// Refuses a type of keys that the vault's sku does not have, or this server. A managed HSM has
  /// only keys in the HSM, where the server has one; where it has none, it has software keys, whose
  /// type says so.
  KeyHome home(Tx tx, VaultName vault, KeyType type) {
    if (vault.isHsm() && !type.hardware() && homes.hardware().isPresent()) {
      throw new Problem.KeyTypeNotSupported(type.wire()).asException();
    }
    if ((type.hardware() || type.premium()) && !traits.premium(tx, vault)) {
      throw (type.hardware()
              ? new Problem.NoHardwareKeys()
              : new Problem.KeyTypeNotSupported(type.wire()))
          .asException();
    }
    return homes.of(type);
  }

  /// What a new key of `type` will be: in a managed HSM one in the HSM, where the server has one,
  /// also when the request leaves `-HSM` away.
  KeyType kept(VaultName vault, KeyType type) {
    return vault.isHsm() && homes.hardware().isPresent() ? type.inHardware() : type;
  }

  /// Where a new version of `name` will be. What there is no room for is refused before it is made,
  /// so that a key that rotates by itself and cannot holds up no other.
  KeyPlace place(Preview preview, VaultName vault, ObjectName name) {
    VaultFacts facts = facts(preview.tx(), vault);
    checkRoom(preview.tx(), facts, name);
    return new KeyPlace(facts.id(), name, ObjectVersion.random(preview.random()));
  }

  VaultFacts facts(Tx tx, VaultName vault) {
    return life.vaults()
        .find(tx, vault)
        .orElseThrow(() -> new Problem.VaultNotFound(vault.canonical()).asException());
  }

  /// What anyone may see of a living key; empty when there is none.
  public Optional<KeyFace> face(Tx tx, Target.InVault at) {
    Optional<VaultFacts> facts = life.vaults().find(tx, at.vault());
    Optional<ObjectName> name = at.object().flatMap(ObjectName::parse);
    if (facts.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    Optional<SealedVersion<KeyProperties>> found =
        at.version().isEmpty()
            ? life.store().latest(tx, facts.get(), name.get())
            : at.version()
                .flatMap(ObjectVersion::parse)
                .flatMap(version -> life.store().version(tx, facts.get(), name.get(), version));
    return found.map(version -> version.properties().face());
  }

  /// Stores a new version of a key, which keeps the spelling that it was first created with.
  Found<KeyProperties> add(Work work, VaultFacts facts, KeySettings settings, Making.Ready ready) {
    checkRoom(work.tx(), facts, ready.place().name());
    Optional<KeyProperties> previous = life.previous(work.tx(), facts, ready.place().name());
    KeyFace face = ready.made().face(ready.home() != homes.software());
    KeyProperties properties =
        new KeyProperties(
            previous.map(KeyProperties::name).orElse(ready.place().name()),
            ready.place().version(),
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
            work.approve(life.seal(work.tx(), facts, properties, ready.made().material())));
    ready.home().keep(work, ready.made());
    reschedule(work, facts, properties);
    return new Found<>(facts, properties);
  }

  /// Refuses what a managed HSM has no room for.
  void checkRoom(Tx tx, VaultFacts facts, ObjectName name) {
    if (facts.name().isHsm()) {
      KeyLimits.checkRoom(facts.name(), life.store().held(tx, facts, name));
    }
  }

  /// Plans the next rotation after the latest version of a key has changed.
  void reschedule(Work work, VaultFacts facts, KeyProperties latest) {
    rotations
        .policy(work.tx(), facts, latest.name())
        .ifPresent(policy ->
            rotations.set(work.tx(), facts, work.approve(KeyRotation.of(latest, policy))));
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
