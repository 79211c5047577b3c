package dev.strongroom.store;

import dev.strongroom.access.VaultAccess;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.Sku;
import dev.strongroom.vaults.Vault;
import dev.strongroom.vaults.VaultStore;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Vaults, each kept in memory as it was read while its generation stands. [#access] and [#facts]
/// are the ports of the authoriser and of the data plane: to them a deleted vault is no vault.
public final class VaultSql implements VaultStore {
  private static final String COLUMNS = String.join(", ", VaultRow.COLUMNS);
  private static final String INSERT =
      "INSERT INTO vault ("
          + COLUMNS
          + ") VALUES ("
          + String.join(", ", Collections.nCopies(VaultRow.COLUMNS.size(), "?"))
          + ") ON CONFLICT (name) DO NOTHING";
  private static final String UPDATE =
      "UPDATE vault SET "
          + String.join(
              ", ",
              VaultRow.COLUMNS.subList(0, VaultRow.COLUMNS.size() - 1).stream()
                  .map(column -> column + " = ?")
                  .toList())
          + " WHERE name = ?";

  private record Held(
      Optional<Vault> vault, Optional<VaultAccess> access, Optional<VaultFacts> facts) {
    static Held of(Optional<Vault> vault) {
      Optional<Vault> living = vault.filter(Vault::lives);
      return new Held(vault, living.map(Vault::access), living.map(Vault::about));
    }
  }

  private final KeyedSnapshot<VaultName, Held> held;

  public VaultSql(int maxKept) {
    held = new KeyedSnapshot<>(VaultSql::generation, VaultSql::load, maxKept);
  }

  /// What guards the vault's data plane; the authoriser's port.
  public Optional<VaultAccess> access(Tx tx, VaultName name) {
    return held.get(tx, name).access();
  }

  /// The vault for operations on its contents; their port.
  public Optional<VaultFacts> facts(Tx tx, VaultName name) {
    return held.get(tx, name).facts();
  }

  /// Whether the vault may have what only sku premium offers.
  public boolean isPremium(Tx tx, VaultName name) {
    return held.get(tx, name)
        .vault()
        .filter(vault -> vault.settings().sku() == Sku.PREMIUM)
        .isPresent();
  }

  @Override
  public Optional<Vault> find(Tx tx, VaultName name) {
    return held.get(tx, name).vault();
  }

  /// An update that changes nothing takes the row's lock in every database.
  @Override
  public Optional<Vault> lock(Tx tx, VaultName name) {
    SqlTx session = SqlTx.of(tx);
    session.run("UPDATE vault SET purging = purging WHERE name = ?", name.canonical());
    return load(session, name).vault();
  }

  @Override
  public List<Vault> inSubscription(Tx tx, SubscriptionId subscription, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            "SELECT "
                + COLUMNS
                + """
                 FROM vault
                WHERE subscription = ? AND deleted IS NULL AND name > ? ORDER BY name LIMIT ?
                """,
            VaultRow::read,
            subscription.toString(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public List<Vault> inGroup(
      Tx tx, SubscriptionId subscription, GroupName group, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            "SELECT "
                + COLUMNS
                + """
                 FROM vault
                WHERE subscription = ? AND resource_group = ? AND deleted IS NULL AND name > ?
                ORDER BY name LIMIT ?
                """,
            VaultRow::read,
            subscription.toString(),
            group.canonical(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public List<Vault> deleted(Tx tx, SubscriptionId subscription, PageRequest page) {
    return SqlTx.of(tx)
        .all(
            "SELECT "
                + COLUMNS
                + """
                 FROM vault
                WHERE subscription = ? AND deleted IS NOT NULL AND purging = 0 AND name > ?
                ORDER BY name LIMIT ?
                """,
            VaultRow::read,
            subscription.toString(),
            page.after().orElse(""),
            page.size());
  }

  @Override
  public boolean insert(Tx tx, Approved<Vault> vault) {
    boolean inserted = SqlTx.of(tx).run(INSERT, VaultRow.binds(vault.value())) == 1;
    SqlTx.of(tx).bump(generation(vault.value().name()));
    return inserted;
  }

  @Override
  public void update(Tx tx, Approved<Vault> vault) {
    int rows = SqlTx.of(tx).run(UPDATE, VaultRow.binds(vault.value()));
    Check.that(rows == 1, "a vault that is changed is there");
    SqlTx.of(tx).bump(generation(vault.value().name()));
  }

  @Override
  public void remove(Tx tx, Approved<Vault> vault) {
    SqlTx.of(tx)
        .run(
            "DELETE FROM vault WHERE name = ? AND id = ?",
            vault.value().name().canonical(),
            vault.value().about().id().toString());
    SqlTx.of(tx).bump(generation(vault.value().name()));
  }

  @Override
  public Optional<VaultName> due(Tx tx, Instant now) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT display FROM vault
            WHERE scheduled_purge IS NOT NULL AND (purging = 1 OR scheduled_purge <= ?)
            ORDER BY purging DESC, scheduled_purge, name LIMIT 1
            """,
            row -> VaultName.of(row.text("display")),
            now);
  }

  private static String generation(VaultName name) {
    return "vault:" + name.canonical();
  }

  private static Held load(SqlTx session, VaultName name) {
    return Held.of(
        session.one(
            "SELECT " + COLUMNS + " FROM vault WHERE name = ?", VaultRow::read, name.canonical()));
  }
}
