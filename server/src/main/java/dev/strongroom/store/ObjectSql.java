package dev.strongroom.store;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Tx;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.DueObject;
import dev.strongroom.objects.ObjectProperties;
import dev.strongroom.objects.ObjectState;
import dev.strongroom.objects.ObjectStore;
import dev.strongroom.objects.PurgeStep;
import dev.strongroom.objects.SealedVersion;
import dev.strongroom.sealing.Sealed;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.store.ObjectStatements.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Objects of one kind in tables. Live rows are cached as they are stored, sealed; a write forgets
/// exactly the rows it changes, a deletion everything cached of its vault's collection.
public final class ObjectSql<P extends ObjectProperties> implements ObjectStore<P> {
  private static final int ROW_BYTES = 400;

  private final ObjectTable<P> table;
  private final ObjectStatements sql;
  private final RowCache<SealedVersion<P>> cache;

  ObjectSql(ObjectTable<P> table, long maxCacheBytes) {
    this.table = table;
    this.sql = new ObjectStatements(table);
    this.cache =
        new RowCache<>(
            maxCacheBytes,
            version ->
                ROW_BYTES
                    + table.codec().bytes(version.properties())
                    + version.value().bytes().length);
  }

  public static ObjectSql<SecretProperties> secrets(long maxCacheBytes) {
    return new ObjectSql<>(SecretTable.TABLE, maxCacheBytes);
  }

  public static ObjectSql<KeyProperties> keys(long maxCacheBytes) {
    return new ObjectSql<>(KeyTable.TABLE, maxCacheBytes);
  }

  @Override
  public Optional<SealedVersion<P>> latest(Tx tx, VaultFacts vault, ObjectName name) {
    return cache.get(
        tx,
        generation(vault),
        row(vault, name, ""),
        session ->
            session.one(sql.of(Statement.LATEST), this::sealed, id(vault), name.canonical()));
  }

  @Override
  public Optional<SealedVersion<P>> version(
      Tx tx, VaultFacts vault, ObjectName name, ObjectVersion version) {
    return cache.get(
        tx,
        generation(vault),
        row(vault, name, version.hex()),
        session ->
            session.one(
                sql.of(Statement.VERSION),
                this::sealed,
                id(vault),
                name.canonical(),
                version.hex()));
  }

  @Override
  public Optional<Deleted<P>> deleted(Tx tx, VaultFacts vault, ObjectName name) {
    return SqlTx.of(tx).one(sql.of(Statement.DELETED), this::deleted, id(vault), name.canonical());
  }

  @Override
  public List<P> list(Tx tx, VaultFacts vault, Optional<String> after, int max) {
    return SqlTx.of(tx).all(sql.of(Statement.LIST), table::read, id(vault), after.orElse(""), max);
  }

  @Override
  public List<P> versions(
      Tx tx, VaultFacts vault, ObjectName name, Optional<String> after, int max) {
    return SqlTx.of(tx)
        .all(
            sql.of(Statement.LIST_VERSIONS),
            table::read,
            id(vault),
            name.canonical(),
            after.orElse(""),
            max);
  }

  @Override
  public List<Deleted<P>> listDeleted(Tx tx, VaultFacts vault, Optional<String> after, int max) {
    return SqlTx.of(tx)
        .all(sql.of(Statement.LIST_DELETED), this::deleted, id(vault), after.orElse(""), max);
  }

  @Override
  public List<SealedVersion<P>> sealedVersions(Tx tx, VaultFacts vault, ObjectName name, int max) {
    return SqlTx.of(tx)
        .all(sql.of(Statement.SEALED_VERSIONS), this::sealed, id(vault), name.canonical(), max);
  }

  @Override
  public Held held(Tx tx, VaultFacts vault, ObjectName name) {
    return SqlTx.of(tx)
        .one(
            sql.of(Statement.HELD),
            row -> new Held(row.number("objects"), row.number("versions")),
            id(vault),
            id(vault),
            name.canonical())
        .orElseThrow();
  }

  @Override
  public ObjectState<P> state(Tx tx, VaultFacts vault, ObjectName name) {
    return SqlTx.of(tx)
        .<ObjectState<P>>one(sql.of(Statement.STATE), this::state, id(vault), name.canonical())
        .orElseGet(ObjectState.Absent::new);
  }

  @Override
  public void add(Tx tx, VaultFacts vault, Approved<SealedVersion<P>> version) {
    SqlTx session = SqlTx.of(tx);
    P added = version.value().properties();
    session.run(
        sql.of(Statement.ADD_OBJECT),
        id(vault),
        added.name().canonical(),
        added.name().display(),
        added.version().hex());
    Attributes attributes = added.attributes();
    List<Object> binds = new ArrayList<>();
    binds.addAll(List.of(id(vault), added.name().canonical(), added.version().hex()));
    binds.addAll(List.of(attributes.enabled(), attributes.notBefore(), attributes.expires()));
    binds.addAll(List.of(TagsText.write(added.tags()), added.created(), added.updated()));
    binds.addAll(List.of(version.value().value().keyVersion(), version.value().value().bytes()));
    binds.addAll(table.codec().fixed(added));
    binds.addAll(table.codec().changing(added));
    session.run(sql.of(Statement.ADD_VERSION), binds.toArray());
    forget(tx, vault, added);
  }

  @Override
  public void update(Tx tx, VaultFacts vault, Approved<P> properties) {
    P changed = properties.value();
    Attributes attributes = changed.attributes();
    List<Object> binds = new ArrayList<>();
    binds.addAll(List.of(attributes.enabled(), attributes.notBefore(), attributes.expires()));
    binds.addAll(List.of(TagsText.write(changed.tags()), changed.updated()));
    binds.addAll(table.codec().changing(changed));
    binds.addAll(List.of(id(vault), changed.name().canonical(), changed.version().hex()));
    int rows = SqlTx.of(tx).run(sql.of(Statement.UPDATE), binds.toArray());
    Check.that(rows == 1, "an updated version is there");
    forget(tx, vault, changed);
  }

  @Override
  public void delete(Tx tx, VaultFacts vault, Approved<Deleted<P>> object) {
    Deleted<P> deleted = object.value();
    mark(
        tx,
        vault,
        deleted.properties(),
        Optional.of(deleted.deleted()),
        Optional.of(deleted.purge()));
    SqlTx.of(tx).bump(generation(vault));
  }

  @Override
  public void recover(Tx tx, VaultFacts vault, Approved<P> latest) {
    mark(tx, vault, latest.value(), Optional.empty(), Optional.empty());
  }

  @Override
  public PurgeStep purge(Tx tx, Approved<DueObject> object, int max) {
    String vault = object.value().vault().toString();
    String name = object.value().name();
    SqlTx session = SqlTx.of(tx);
    if (session.run(sql.of(Statement.BEGIN_PURGE), vault, name) == 0) {
      return new PurgeStep(0, false);
    }
    int older = session.run(sql.of(Statement.PURGE_OLDER), vault, name, vault, name, max);
    if (older == max) {
      return new PurgeStep(older, false);
    }
    int latest = session.run(sql.of(Statement.PURGE_LATEST), vault, name);
    session.run(sql.of(Statement.PURGE_OBJECT), vault, name);
    return new PurgeStep(older + latest, true);
  }

  @Override
  public List<SealedVersion<P>> sealedBefore(Tx tx, VaultFacts vault, int key, int max) {
    return SqlTx.of(tx).all(sql.of(Statement.SEALED_BEFORE), this::sealed, id(vault), key, max);
  }

  @Override
  public void reseal(Tx tx, VaultFacts vault, Approved<SealedVersion<P>> version) {
    P properties = version.value().properties();
    int rows =
        SqlTx.of(tx)
            .run(
                sql.of(Statement.RESEAL),
                version.value().value().keyVersion(),
                version.value().value().bytes(),
                id(vault),
                properties.name().canonical(),
                properties.version().hex());
    Check.that(rows == 1, "a resealed version is there");
    forget(tx, vault, properties);
  }

  @Override
  public Optional<VaultName> rekeyedVault(Tx tx) {
    return SqlTx.of(tx)
        .one(
            sql.of(Statement.REKEYED_VAULT),
            row -> new VaultName(row.text("name"), row.text("display")));
  }

  @Override
  public List<DueObject> due(Tx tx, Instant now, int max) {
    return SqlTx.of(tx)
        .all(
            sql.of(Statement.DUE),
            row -> new DueObject(VaultId.of(row.text("vault_id")), row.text("name")),
            now,
            max);
  }

  private SealedVersion<P> sealed(Row row) {
    return new SealedVersion<>(
        table.read(row), new Sealed((int) row.number("key_version"), row.bytes("sealed")));
  }

  private Deleted<P> deleted(Row row) {
    return new Deleted<>(table.read(row), row.time("deleted_at"), row.time("purge_at"));
  }

  private ObjectState<P> state(Row row) {
    if (row.flag("purging")) {
      return new ObjectState.Purging<>();
    }
    return row.maybeTime("deleted_at").isPresent()
        ? new ObjectState.Gone<>(deleted(row))
        : new ObjectState.Live<>(table.read(row));
  }

  private void mark(
      Tx tx, VaultFacts vault, P object, Optional<Instant> deleted, Optional<Instant> purge) {
    int rows =
        SqlTx.of(tx)
            .run(sql.of(Statement.MARK), deleted, purge, id(vault), object.name().canonical());
    Check.that(rows == 1, "a marked object is there");
  }

  private void forget(Tx tx, VaultFacts vault, P changed) {
    cache.forget(tx, generation(vault), row(vault, changed.name(), ""));
    cache.forget(tx, generation(vault), row(vault, changed.name(), changed.version().hex()));
  }

  private static String id(VaultFacts vault) {
    return vault.id().toString();
  }

  /// A generation of its own, so that a write of an object does not drop the compiled access rules.
  private String generation(VaultFacts vault) {
    return table.collection() + ":" + vault.name().canonical();
  }

  /// The vault's id, because a purged vault's name may live again. An empty version is the latest.
  private static String row(VaultFacts vault, ObjectName name, String version) {
    return vault.id() + "/" + name.canonical() + "/" + version;
  }
}
