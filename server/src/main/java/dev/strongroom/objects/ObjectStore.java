package dev.strongroom.objects;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where objects of one kind are kept. Reads see live objects unless they say otherwise. Nothing
/// here costs more because an object has many versions, except what returns them.
public interface ObjectStore<P extends ObjectProperties> {
  Optional<SealedVersion<P>> latest(Tx tx, VaultFacts vault, ObjectName name);

  Optional<SealedVersion<P>> version(
      Tx tx, VaultFacts vault, ObjectName name, ObjectVersion version);

  Optional<Deleted<P>> deleted(Tx tx, VaultFacts vault, ObjectName name);

  /// Latest versions in the order of canonical names, those after `after` only.
  List<P> list(Tx tx, VaultFacts vault, Optional<String> after, int max);

  /// Versions of one object in the order of their ids, those after `after` only.
  List<P> versions(Tx tx, VaultFacts vault, ObjectName name, Optional<String> after, int max);

  List<Deleted<P>> listDeleted(Tx tx, VaultFacts vault, Optional<String> after, int max);

  /// Versions with their values, the latest last.
  List<SealedVersion<P>> sealedVersions(Tx tx, VaultFacts vault, ObjectName name, int max);

  /// @param objects in the vault, living and deleted
  /// @param versions of one of them
  record Held(long objects, long versions) {}

  /// How much there is. The cost grows with that: for writes that must stay below a limit.
  Held held(Tx tx, VaultFacts vault, ObjectName name);

  /// How the name of an object is spelled, living or deleted; empty when there is none.
  default Optional<String> spelling(Tx tx, VaultFacts vault, String name) {
    Optional<ObjectName> asked = ObjectName.parse(name);
    Optional<P> found =
        asked
            .flatMap(one -> latest(tx, vault, one))
            .map(SealedVersion::properties)
            .or(() -> asked.flatMap(one -> deleted(tx, vault, one)).map(Deleted::properties));
    return found.map(ObjectProperties::name).map(ObjectName::display);
  }

  /// What `name` stands for. What a write decides on this still holds when it commits.
  ObjectState<P> state(Tx tx, VaultFacts vault, ObjectName name);

  /// Adds a version and makes it the latest. The name must not be a deleted object's.
  void add(Tx tx, VaultFacts vault, Approved<SealedVersion<P>> version);

  void update(Tx tx, VaultFacts vault, Approved<P> properties);

  void delete(Tx tx, VaultFacts vault, Approved<Deleted<P>> object);

  void recover(Tx tx, VaultFacts vault, Approved<P> latest);

  /// Destroys at most `max` versions of a deleted object. Until the last one is gone it is
  /// [ObjectState.Purging], and due.
  PurgeStep purge(Tx tx, Approved<DueObject> object, int max);

  /// Versions, of deleted objects too, that are sealed under a key of the vault older than `key`.
  List<SealedVersion<P>> sealedBefore(Tx tx, VaultFacts vault, int key, int max);

  /// Stores the same value of a version, sealed again.
  void reseal(Tx tx, VaultFacts vault, Approved<SealedVersion<P>> version);

  /// A living vault that has values under an older key than its newest.
  Optional<VaultName> rekeyedVault(Tx tx);

  /// Deleted objects whose retention passed before `now`, in all vaults: first those whose purge
  /// has begun, then the longest due.
  List<DueObject> due(Tx tx, Instant now, int max);
}
