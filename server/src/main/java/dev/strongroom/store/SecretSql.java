package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.secrets.DeletedSecret;
import dev.strongroom.secrets.DueSecret;
import dev.strongroom.secrets.PurgeStep;
import dev.strongroom.secrets.SealedSecret;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.secrets.SecretState;
import dev.strongroom.secrets.SecretStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Secrets in tables. Live rows are cached as they are stored, sealed; a write forgets exactly the
/// rows it changes, a deletion everything cached of its vault.
public final class SecretSql implements SecretStore {
  private static final int ROW_BYTES = 400;

  private final RowCache<SealedSecret> cache;

  public SecretSql(long maxCacheBytes) {
    this.cache = new RowCache<>(maxCacheBytes, secret -> ROW_BYTES + secret.value().bytes().length);
  }

  @Override
  public Optional<SealedSecret> latest(Tx tx, VaultFacts vault, ObjectName name) {
    return cache.get(
        tx,
        generation(vault),
        row(vault, name, ""),
        session -> session.one(SecretRows.LATEST, SecretRows::sealed, id(vault), name.canonical()));
  }

  @Override
  public Optional<SealedSecret> version(
      Tx tx, VaultFacts vault, ObjectName name, ObjectVersion version) {
    return cache.get(
        tx,
        generation(vault),
        row(vault, name, version.hex()),
        session ->
            session.one(
                SecretRows.VERSION,
                SecretRows::sealed,
                id(vault),
                name.canonical(),
                version.hex()));
  }

  @Override
  public Optional<DeletedSecret> deleted(Tx tx, VaultFacts vault, ObjectName name) {
    return SqlTx.of(tx).one(SecretRows.DELETED, SecretRows::deleted, id(vault), name.canonical());
  }

  @Override
  public List<SecretProperties> list(Tx tx, VaultFacts vault, Optional<String> after, int max) {
    return SqlTx.of(tx)
        .all(SecretRows.LIST, SecretRows::properties, id(vault), after.orElse(""), max);
  }

  @Override
  public List<SecretProperties> versions(
      Tx tx, VaultFacts vault, ObjectName name, Optional<String> after, int max) {
    return SqlTx.of(tx)
        .all(
            SecretRows.VERSIONS,
            SecretRows::properties,
            id(vault),
            name.canonical(),
            after.orElse(""),
            max);
  }

  @Override
  public List<DeletedSecret> listDeleted(Tx tx, VaultFacts vault, Optional<String> after, int max) {
    return SqlTx.of(tx)
        .all(SecretRows.LIST_DELETED, SecretRows::deleted, id(vault), after.orElse(""), max);
  }

  @Override
  public List<SealedSecret> sealedVersions(Tx tx, VaultFacts vault, ObjectName name, int max) {
    return SqlTx.of(tx)
        .all(SecretRows.SEALED_VERSIONS, SecretRows::sealed, id(vault), name.canonical(), max);
  }

  @Override
  public SecretState state(Tx tx, VaultFacts vault, ObjectName name) {
    return SqlTx.of(tx)
        .<SecretState>one(SecretRows.STATE, SecretRows::state, id(vault), name.canonical())
        .orElseGet(SecretState.Absent::new);
  }

  @Override
  public void add(Tx tx, VaultFacts vault, Approved<SealedSecret> secret) {
    SqlTx session = SqlTx.of(tx);
    SecretProperties added = secret.value().properties();
    session.run(
        """
        INSERT INTO secret (vault_id, name, display, latest) VALUES (?, ?, ?, ?)
        ON CONFLICT (vault_id, name) DO UPDATE SET latest = excluded.latest
        """,
        id(vault),
        added.name().canonical(),
        added.name().display(),
        added.version().hex());
    session.run(
        """
        INSERT INTO secret_version (vault_id, name, version, previous, enabled, not_before, expires,
          content_type, tags, created, updated, key_version, sealed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id(vault),
        added.name().canonical(),
        added.version().hex(),
        added.previous().map(ObjectVersion::hex),
        added.attributes().enabled(),
        added.attributes().notBefore(),
        added.attributes().expires(),
        added.contentType(),
        TagsText.write(added.tags()),
        added.created(),
        added.updated(),
        secret.value().value().keyVersion(),
        secret.value().value().bytes());
    forget(tx, vault, added);
  }

  @Override
  public void update(Tx tx, VaultFacts vault, Approved<SecretProperties> properties) {
    SecretProperties changed = properties.value();
    int rows =
        SqlTx.of(tx)
            .run(
                """
                UPDATE secret_version SET enabled = ?, not_before = ?, expires = ?,
                  content_type = ?, tags = ?, updated = ?
                WHERE vault_id = ? AND name = ? AND version = ?
                """,
                changed.attributes().enabled(),
                changed.attributes().notBefore(),
                changed.attributes().expires(),
                changed.contentType(),
                TagsText.write(changed.tags()),
                changed.updated(),
                id(vault),
                changed.name().canonical(),
                changed.version().hex());
    Check.that(rows == 1, "an updated version is there");
    forget(tx, vault, changed);
  }

  @Override
  public void delete(Tx tx, VaultFacts vault, Approved<DeletedSecret> secret) {
    DeletedSecret deleted = secret.value();
    mark(
        tx,
        vault,
        deleted.properties(),
        Optional.of(deleted.deleted()),
        Optional.of(deleted.purge()));
    SqlTx.of(tx).bump(generation(vault));
  }

  @Override
  public void recover(Tx tx, VaultFacts vault, Approved<SecretProperties> latest) {
    mark(tx, vault, latest.value(), Optional.empty(), Optional.empty());
  }

  @Override
  public PurgeStep purge(Tx tx, Approved<DueSecret> secret, int max) {
    String vault = secret.value().vault().toString();
    String name = secret.value().name();
    SqlTx session = SqlTx.of(tx);
    if (session.run(SecretRows.BEGIN_PURGE, vault, name) == 0) {
      return new PurgeStep(0, false);
    }
    int older = session.run(SecretRows.PURGE_OLDER, vault, name, vault, name, max);
    if (older == max) {
      return new PurgeStep(older, false);
    }
    int latest = session.run(SecretRows.PURGE_LATEST, vault, name);
    session.run(SecretRows.PURGE_SECRET, vault, name);
    return new PurgeStep(older + latest, true);
  }

  @Override
  public List<SealedSecret> sealedBefore(Tx tx, VaultFacts vault, int key, int max) {
    return SqlTx.of(tx).all(SecretRows.SEALED_BEFORE, SecretRows::sealed, id(vault), key, max);
  }

  @Override
  public void reseal(Tx tx, VaultFacts vault, Approved<SealedSecret> secret) {
    SecretProperties properties = secret.value().properties();
    int rows =
        SqlTx.of(tx)
            .run(
                """
                UPDATE secret_version SET key_version = ?, sealed = ?
                WHERE vault_id = ? AND name = ? AND version = ?
                """,
                secret.value().value().keyVersion(),
                secret.value().value().bytes(),
                id(vault),
                properties.name().canonical(),
                properties.version().hex());
    Check.that(rows == 1, "a resealed version is there");
    forget(tx, vault, properties);
  }

  @Override
  public Optional<VaultName> rekeyedVault(Tx tx) {
    return SqlTx.of(tx).one(SecretRows.REKEYED_VAULT, row -> VaultName.of(row.text("display")));
  }

  @Override
  public List<DueSecret> due(Tx tx, Instant now, int max) {
    return SqlTx.of(tx)
        .all(
            SecretRows.DUE,
            row -> new DueSecret(VaultId.of(row.text("vault_id")), row.text("name")),
            now,
            max);
  }

  private static void mark(
      Tx tx,
      VaultFacts vault,
      SecretProperties secret,
      Optional<Instant> deleted,
      Optional<Instant> purge) {
    int rows =
        SqlTx.of(tx)
            .run(
                "UPDATE secret SET deleted_at = ?, purge_at = ? WHERE vault_id = ? AND name = ?",
                deleted,
                purge,
                id(vault),
                secret.name().canonical());
    Check.that(rows == 1, "a marked secret is there");
  }

  private void forget(Tx tx, VaultFacts vault, SecretProperties changed) {
    cache.forget(tx, generation(vault), row(vault, changed.name(), ""));
    cache.forget(tx, generation(vault), row(vault, changed.name(), changed.version().hex()));
  }

  private static String id(VaultFacts vault) {
    return vault.id().toString();
  }

  /// A generation of its own, so that a write of an object does not drop the compiled access rules.
  private static String generation(VaultFacts vault) {
    return "objects:" + vault.name().canonical();
  }

  /// The vault's id, because a purged vault's name may live again. An empty version is the latest.
  private static String row(VaultFacts vault, ObjectName name, String version) {
    return vault.id() + "/" + name.canonical() + "/" + version;
  }
}
