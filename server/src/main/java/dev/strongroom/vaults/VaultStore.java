package dev.strongroom.vaults;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps vaults, living and deleted. A name is held by at most one of them on the whole server.
public interface VaultStore {
  /// The vault of that name, living or deleted.
  Optional<Vault> find(Tx tx, VaultName name);

  /// Like [#find], and nobody else changes it until this transaction ends.
  Optional<Vault> lock(Tx tx, VaultName name);

  /// Living vaults in the order of canonical names.
  List<Vault> inSubscription(Tx tx, SubscriptionId subscription, PageRequest page);

  List<Vault> inGroup(Tx tx, SubscriptionId subscription, GroupName group, PageRequest page);

  /// Recoverable vaults in the order of canonical names.
  List<Vault> deleted(Tx tx, SubscriptionId subscription, PageRequest page);

  /// False when the name is taken; then nothing has changed.
  boolean insert(Tx tx, Approved<Vault> vault);

  /// Writes everything but the name and the id.
  void update(Tx tx, Approved<Vault> vault);

  /// Frees the name.
  void remove(Tx tx, Approved<Vault> vault);

  /// A vault whose purge has begun, or is due at `now`.
  Optional<VaultName> due(Tx tx, Instant now);
}
