package dev.strongroom.store;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.VaultAccess;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.localroles.LocalHsms;
import dev.strongroom.managedhsm.HsmStore;
import dev.strongroom.managedhsm.ManagedHsm;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Managed HSMs, each kept in memory as it was read while its generation stands. [#guarded] and
/// [#facts] are the ports of the authoriser and of the data plane: to them a deleted HSM is none.
public final class ManagedHsmSql implements HsmStore {
  private static final String COLUMNS = String.join(", ", HsmRow.COLUMNS);
  private static final String SELECT = "SELECT " + COLUMNS + " FROM managed_hsm WHERE ";
  private static final String INSERT =
      "INSERT INTO managed_hsm ("
          + COLUMNS
          + ") VALUES ("
          + String.join(", ", Collections.nCopies(HsmRow.COLUMNS.size(), "?"))
          + ") ON CONFLICT (name) DO NOTHING";
  private static final String UPDATE =
      "UPDATE managed_hsm SET "
          + String.join(
              ", ",
              HsmRow.COLUMNS.subList(0, HsmRow.COLUMNS.size() - 1).stream()
                  .map(column -> column + " = ?")
                  .toList())
          + " WHERE name = ?";

  private record Held(
      Optional<ManagedHsm> hsm, Optional<LocalHsms.Guarded> guarded, Optional<VaultFacts> facts) {
    static Held of(Optional<ManagedHsm> hsm) {
      Optional<ManagedHsm> living = hsm.filter(ManagedHsm::lives);
      return new Held(hsm, living.map(Held::guarded), living.map(ManagedHsm::about));
    }

    private static LocalHsms.Guarded guarded(ManagedHsm hsm) {
      return new LocalHsms.Guarded(
          new VaultAccess(hsm.about(), true, AccessPolicies.NONE, hsm.settings().network()),
          hsm.activated());
    }
  }

  private final KeyedSnapshot<VaultName, Held> held;

  public ManagedHsmSql(int maxKept) {
    held = new KeyedSnapshot<>(ManagedHsmSql::generation, ManagedHsmSql::load, maxKept);
  }

  /// What guards the data plane; the authoriser's port.
  public Optional<LocalHsms.Guarded> guarded(Tx tx, VaultName name) {
    return held.get(tx, name).guarded();
  }

  /// The HSM for operations on its keys; their port.
  public Optional<VaultFacts> facts(Tx tx, VaultName name) {
    return held.get(tx, name).facts();
  }

  @Override
  public Optional<ManagedHsm> find(Tx tx, VaultName name) {
    return held.get(tx, name).hsm();
  }

  /// An update that changes nothing takes the row's lock in every database.
  @Override
  public Optional<ManagedHsm> lock(Tx tx, VaultName name) {
    SqlTx session = SqlTx.of(tx);
    session.run("UPDATE managed_hsm SET purging = purging WHERE name = ?", name.canonical());
    return load(session, name).hsm();
  }

  @Override
  public List<ManagedHsm> inSubscription(Tx tx, SubscriptionId subscription, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            SELECT + "subscription = ? AND deleted IS NULL AND name > ? ORDER BY name LIMIT ?",
            HsmRow::read,
            subscription.toString(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public List<ManagedHsm> inGroup(
      Tx tx, SubscriptionId subscription, GroupName group, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            SELECT
                + "subscription = ? AND resource_group = ? AND deleted IS NULL AND name > ?"
                + " ORDER BY name LIMIT ?",
            HsmRow::read,
            subscription.toString(),
            group.canonical(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public List<ManagedHsm> deleted(Tx tx, SubscriptionId subscription, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            SELECT
                + "subscription = ? AND deleted IS NOT NULL AND purging = 0 AND name > ?"
                + " ORDER BY name LIMIT ?",
            HsmRow::read,
            subscription.toString(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public boolean insert(Tx tx, Approved<ManagedHsm> hsm) {
    boolean inserted = SqlTx.of(tx).run(INSERT, HsmRow.binds(hsm.value())) == 1;
    SqlTx.of(tx).bump(generation(hsm.value().name()));
    return inserted;
  }

  @Override
  public void update(Tx tx, Approved<ManagedHsm> hsm) {
    int rows = SqlTx.of(tx).run(UPDATE, HsmRow.binds(hsm.value()));
    Check.that(rows == 1, "a managed HSM that is changed is there");
    SqlTx.of(tx).bump(generation(hsm.value().name()));
  }

  @Override
  public boolean destroySome(Tx tx, Approved<ManagedHsm> hsm, int max) {
    SqlTx.of(tx).bump("keys:" + hsm.value().name().canonical());
    return ContentsSql.destroySome(tx, hsm.value().about().id(), max);
  }

  @Override
  public void remove(Tx tx, Approved<ManagedHsm> hsm) {
    SqlTx session = SqlTx.of(tx);
    String id = hsm.value().about().id().toString();
    session.run("DELETE FROM local_assignment WHERE hsm_id = ?", id);
    session.run("DELETE FROM local_role WHERE hsm_id = ?", id);
    session.run("DELETE FROM security_domain WHERE hsm_id = ?", id);
    session.run("DELETE FROM hsm_job WHERE hsm_id = ?", id);
    session.run(
        "DELETE FROM managed_hsm WHERE name = ? AND id = ?", hsm.value().name().canonical(), id);
    session.bump(generation(hsm.value().name()));
    session.bump(LocalRoleSql.generation(hsm.value().about().id()));
  }

  @Override
  public Optional<VaultName> due(Tx tx, Instant now) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT name, display FROM managed_hsm
            WHERE scheduled_purge IS NOT NULL AND (purging = 1 OR scheduled_purge <= ?)
            ORDER BY purging DESC, scheduled_purge, name LIMIT 1
            """,
            row -> new VaultName(row.text("name"), row.text("display")),
            now);
  }

  private static String generation(VaultName name) {
    return "hsm:" + name.canonical();
  }

  private static Held load(SqlTx session, VaultName name) {
    return Held.of(session.one(SELECT + "name = ?", HsmRow::read, name.canonical()));
  }
}
