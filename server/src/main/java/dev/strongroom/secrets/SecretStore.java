package dev.strongroom.secrets;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where secrets are kept. Reads see live secrets unless they say otherwise. Nothing here costs
/// more because a secret has many versions, except what returns them.
public interface SecretStore {
  Optional<SealedSecret> latest(Tx tx, VaultFacts vault, ObjectName name);

  Optional<SealedSecret> version(Tx tx, VaultFacts vault, ObjectName name, ObjectVersion version);

  Optional<DeletedSecret> deleted(Tx tx, VaultFacts vault, ObjectName name);

  /// Latest versions in the order of canonical names, those after `after` only.
  List<SecretProperties> list(Tx tx, VaultFacts vault, Optional<String> after, int max);

  /// Versions of one secret in the order of their ids, those after `after` only.
  List<SecretProperties> versions(
      Tx tx, VaultFacts vault, ObjectName name, Optional<String> after, int max);

  List<DeletedSecret> listDeleted(Tx tx, VaultFacts vault, Optional<String> after, int max);

  /// Versions with their values, the latest last.
  List<SealedSecret> sealedVersions(Tx tx, VaultFacts vault, ObjectName name, int max);

  /// How the name of a secret is spelled, living or deleted; empty when there is none.
  default Optional<String> spelling(Tx tx, VaultFacts vault, String name) {
    Optional<ObjectName> asked = ObjectName.parse(name);
    Optional<SecretProperties> found =
        asked
            .flatMap(one -> latest(tx, vault, one))
            .map(SealedSecret::properties)
            .or(() -> asked.flatMap(one -> deleted(tx, vault, one)).map(DeletedSecret::properties));
    return found.map(SecretProperties::name).map(ObjectName::display);
  }

  /// What `name` stands for. What a write decides on this still holds when it commits.
  SecretState state(Tx tx, VaultFacts vault, ObjectName name);

  /// Adds a version and makes it the latest. The name must not be a deleted secret's.
  void add(Tx tx, VaultFacts vault, Approved<SealedSecret> secret);

  void update(Tx tx, VaultFacts vault, Approved<SecretProperties> properties);

  void delete(Tx tx, VaultFacts vault, Approved<DeletedSecret> secret);

  void recover(Tx tx, VaultFacts vault, Approved<SecretProperties> latest);

  /// Destroys at most `max` versions of a deleted secret. Until the last one is gone it is
  /// [SecretState.Purging], and due.
  PurgeStep purge(Tx tx, Approved<DueSecret> secret, int max);

  /// Versions, of deleted secrets too, that are sealed under a key of the vault older than `key`.
  List<SealedSecret> sealedBefore(Tx tx, VaultFacts vault, int key, int max);

  /// Stores the same value of a version, sealed again.
  void reseal(Tx tx, VaultFacts vault, Approved<SealedSecret> secret);

  /// A living vault that has values under an older key than its newest.
  Optional<VaultName> rekeyedVault(Tx tx);

  /// Deleted secrets whose retention passed before `now`, in all vaults: first those whose purge
  /// has begun, then the longest due.
  List<DueSecret> due(Tx tx, Instant now, int max);
}
