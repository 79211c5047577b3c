package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps managed HSMs, living and deleted. A name is held by at most one of them on the whole
/// server.
public interface HsmStore {
  /// The HSM of that name, living or deleted.
  Optional<ManagedHsm> find(Tx tx, VaultName name);

  /// Like [#find], and nobody else changes it until this transaction ends.
  Optional<ManagedHsm> lock(Tx tx, VaultName name);

  /// Living HSMs in the order of canonical names.
  List<ManagedHsm> inSubscription(Tx tx, SubscriptionId subscription, PageRequest page);

  List<ManagedHsm> inGroup(Tx tx, SubscriptionId subscription, GroupName group, PageRequest page);

  /// Recoverable HSMs in the order of canonical names.
  List<ManagedHsm> deleted(Tx tx, SubscriptionId subscription, PageRequest page);

  /// False when the name is taken; then nothing has changed.
  boolean insert(Tx tx, Approved<ManagedHsm> hsm);

  /// Writes everything but the name and the id.
  void update(Tx tx, Approved<ManagedHsm> hsm);

  /// Destroys at most `max` rows of what a deleted HSM held. True when none is left.
  boolean destroySome(Tx tx, Approved<ManagedHsm> hsm, int max);

  /// Frees the name, and forgets the local roles.
  void remove(Tx tx, Approved<ManagedHsm> hsm);

  /// An HSM whose purge has begun, or is due at `now`.
  Optional<VaultName> due(Tx tx, Instant now);
}
