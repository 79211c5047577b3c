package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultId;
import dev.strongroom.sealing.DestroyedKeys;
import dev.strongroom.sealing.RootChange;
import dev.strongroom.sealing.RootMark;
import dev.strongroom.sealing.SealedKeyStore;
import dev.strongroom.sealing.ServerKey;
import dev.strongroom.sealing.VaultKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Wrapped keys in `vault_key` and `server_key`.
public final class SealedKeySql implements SealedKeyStore {
  @Override
  public Optional<VaultKey> newest(Tx tx, VaultId vault) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT vault_id, key_version, wrapped, uses, created_at
            FROM vault_key WHERE vault_id = ?
            ORDER BY key_version DESC LIMIT 1
            """,
            SealedKeySql::vaultKey,
            vault.toString());
  }

  @Override
  public Optional<VaultKey> find(Tx tx, VaultId vault, int version) {
    return SqlTx.of(tx)
        .one(
            """
            SELECT vault_id, key_version, wrapped, uses, created_at
            FROM vault_key WHERE vault_id = ? AND key_version = ?
            """,
            SealedKeySql::vaultKey,
            vault.toString(),
            version);
  }

  @Override
  public void insert(Tx tx, Approved<VaultKey> key) {
    VaultKey fresh = key.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO vault_key (vault_id, key_version, wrapped, uses, created_at)
            VALUES (?, ?, ?, ?, ?)
            """,
            fresh.vault().toString(),
            fresh.version(),
            fresh.wrapped(),
            fresh.uses(),
            fresh.createdAt());
  }

  @Override
  public void addUses(Tx tx, VaultId vault, int version, long uses) {
    int rows =
        SqlTx.of(tx)
            .run(
                "UPDATE vault_key SET uses = uses + ? WHERE vault_id = ? AND key_version = ?",
                uses,
                vault.toString(),
                version);
    Check.that(rows == 1, "a key in use is there");
  }

  @Override
  public void destroy(Tx tx, Approved<DestroyedKeys> keys) {
    SqlTx.of(tx).run("DELETE FROM vault_key WHERE vault_id = ?", keys.value().vault().toString());
  }

  @Override
  public List<VaultId> due(Tx tx, long uses, Instant madeUntil, int max) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT k.vault_id FROM vault_key k
            WHERE (k.uses >= ? OR k.created_at <= ?)
              AND NOT EXISTS (
                SELECT 1 FROM vault_key n
                WHERE n.vault_id = k.vault_id AND n.key_version > k.key_version)
            ORDER BY k.vault_id LIMIT ?
            """,
            row -> VaultId.of(row.text("vault_id")),
            uses,
            madeUntil,
            max);
  }

  @Override
  public List<ServerKey> serverKeys(Tx tx) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT purpose, key_version, wrapped, created_at
            FROM server_key ORDER BY purpose, key_version
            """,
            row ->
                new ServerKey(
                    row.text("purpose"),
                    Math.toIntExact(row.number("key_version")),
                    row.bytes("wrapped"),
                    row.time("created_at")));
  }

  @Override
  public void insertIfAbsent(Tx tx, Approved<ServerKey> key) {
    ServerKey fresh = key.value();
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO server_key (purpose, key_version, wrapped, created_at)
            VALUES (?, ?, ?, ?) ON CONFLICT (purpose, key_version) DO NOTHING
            """,
            fresh.purpose(),
            fresh.version(),
            fresh.wrapped(),
            fresh.createdAt());
  }

  @Override
  public Optional<RootMark> root(Tx tx) {
    return SqlTx.of(tx)
        .one(
            "SELECT root_id FROM root_key WHERE singleton = 1",
            row -> new RootMark(row.text("root_id")));
  }

  @Override
  public void markRoot(Tx tx, Approved<RootMark> mark) {
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO root_key (singleton, root_id) VALUES (1, ?)
            ON CONFLICT (singleton) DO NOTHING
            """,
            mark.value().rootId());
  }

  @Override
  public void begin(Tx tx, Approved<RootChange> change) {
    RootChange begun = change.value();
    SqlTx.of(tx).run("DELETE FROM root_change WHERE done_at IS NULL");
    SqlTx.of(tx)
        .run(
            "INSERT INTO root_change (new_id, old_id, place, begun_at) VALUES (?, ?, ?, ?)",
            begun.newId(),
            begun.oldId(),
            begun.place(),
            begun.begunAt());
  }

  @Override
  public void finish(Tx tx, Approved<RootChange> change) {
    RootChange done = change.value();
    int begun =
        SqlTx.of(tx)
            .run(
                "UPDATE root_change SET done_at = ? WHERE new_id = ? AND done_at IS NULL",
                done.doneAt().orElseThrow(),
                done.newId());
    int marked =
        SqlTx.of(tx)
            .run(
                "UPDATE root_key SET root_id = ? WHERE singleton = 1 AND root_id = ?",
                done.newId(),
                done.oldId());
    Check.that(
        begun == 1 && marked == 1, "a change of the root key is done once, from the old one");
  }

  @Override
  public List<VaultKey> vaultKeysAfter(Tx tx, VaultId vault, int version, int max) {
    return SqlTx.of(tx)
        .all(
            """
            SELECT vault_id, key_version, wrapped, uses, created_at
            FROM vault_key WHERE vault_id > ? OR (vault_id = ? AND key_version > ?)
            ORDER BY vault_id, key_version LIMIT ?
            """,
            SealedKeySql::vaultKey,
            vault.toString(),
            vault.toString(),
            version,
            max);
  }

  @Override
  public void rewrap(Tx tx, Approved<VaultKey> key) {
    VaultKey moved = key.value();
    int rows =
        SqlTx.of(tx)
            .run(
                "UPDATE vault_key SET wrapped = ? WHERE vault_id = ? AND key_version = ?",
                moved.wrapped(),
                moved.vault().toString(),
                moved.version());
    Check.that(rows == 1, "a key that is wrapped anew is there");
  }

  @Override
  public void rewrapServerKey(Tx tx, Approved<ServerKey> key) {
    ServerKey moved = key.value();
    int rows =
        SqlTx.of(tx)
            .run(
                "UPDATE server_key SET wrapped = ? WHERE purpose = ? AND key_version = ?",
                moved.wrapped(),
                moved.purpose(),
                moved.version());
    Check.that(rows == 1, "a key that is wrapped anew is there");
  }

  @Override
  public void whenDurable(Tx tx, Runnable action) {
    SqlTx session = SqlTx.of(tx);
    if (session.inWrite()) {
      session.afterCommit(action);
    } else {
      action.run();
    }
  }

  private static VaultKey vaultKey(Row row) {
    return new VaultKey(
        VaultId.of(row.text("vault_id")),
        Math.toIntExact(row.number("key_version")),
        row.bytes("wrapped"),
        row.number("uses"),
        row.time("created_at"));
  }
}
