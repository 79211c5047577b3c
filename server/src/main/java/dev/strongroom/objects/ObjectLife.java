package dev.strongroom.objects;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.SealContext;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.trust.SecretBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What can happen to an object from its first version to its purge: the same for secrets, keys and
/// certificates. An operation is a record of its feature; what it shares with its sisters is here.
public record ObjectLife<P extends ObjectProperties>(
    ObjectKind kind, ObjectStore<P> store, ObjectVaults vaults, Sealing sealing) {
  private static final String VALUE = "value";

  public VaultFacts vault(Work work, VaultName name) {
    return vaults
        .find(work.tx(), name)
        .orElseThrow(() -> new Problem.VaultNotFound(name.canonical()).asException());
  }

  public SealedVersion<P> seal(Tx tx, VaultFacts vault, P properties, SecretBytes value) {
    return new SealedVersion<>(properties, sealing.seal(tx, context(vault, properties), value));
  }

  public OpenedVersion<P> open(Tx tx, VaultFacts vault, SealedVersion<P> version) {
    return new OpenedVersion<>(
        version.properties(),
        sealing.open(tx, context(vault, version.properties()), version.value()));
  }

  /// The version of a live object that the path names; the latest when it names none.
  public SealedVersion<P> find(Tx tx, VaultFacts vault, ObjectPath path) {
    ObjectName name = path.objectName();
    return path.objectVersion()
        .map(version -> store.version(tx, vault, name, version))
        .orElseGet(() -> store.latest(tx, vault, name))
        .orElseThrow(path::notFound);
  }

  /// The latest version of a live object, to be changed.
  public P live(Tx tx, VaultFacts vault, ObjectPath path) {
    return switch (store.state(tx, vault, path.objectName())) {
      case ObjectState.Live<P>(P latest) -> latest;
      case ObjectState.Absent<P>(), ObjectState.Gone<P>(_), ObjectState.Purging<P>() ->
          throw path.notFound();
    };
  }

  /// The version of a live object that the path names, to be changed.
  public P current(Tx tx, VaultFacts vault, ObjectPath path) {
    P latest = live(tx, vault, path);
    return path.objectVersion()
        .filter(version -> !version.equals(latest.version()))
        .map(version ->
            store
                .version(tx, vault, latest.name(), version)
                .map(SealedVersion::properties)
                .orElseThrow(path::notFound))
        .orElse(latest);
  }

  /// What a new version of `name` follows: the latest one, or nothing. The name of a soft-deleted
  /// object cannot be used until that is recovered or purged.
  public Optional<P> previous(Tx tx, VaultFacts vault, ObjectName name) {
    return switch (store.state(tx, vault, name)) {
      case ObjectState.Absent<P>() -> Optional.empty();
      case ObjectState.Live<P>(P latest) -> Optional.of(latest);
      case ObjectState.Gone<P>(_) ->
          throw new Problem.DeletedButRecoverable(kind, name.display()).asException();
      case ObjectState.Purging<P>() ->
          throw new Problem.BeingDeleted(kind, name.display()).asException();
    };
  }

  public Found<Deleted<P>> delete(Work work, ObjectPath path) {
    VaultFacts facts = vault(work, path.vault());
    Deleted<P> deleted =
        new Deleted<>(
            live(work.tx(), facts, path),
            work.now(),
            work.now().plus(Duration.ofDays(facts.retentionDays())));
    store.delete(work.tx(), facts, work.approve(deleted));
    return new Found<>(facts, deleted);
  }

  /// It is there as soon as the delete was answered; Azure takes some seconds.
  public Found<Deleted<P>> getDeleted(Work work, ObjectPath path) {
    VaultFacts facts = vault(work, path.vault());
    Deleted<P> found =
        ObjectName.parse(path.name())
            .flatMap(name -> store.deleted(work.tx(), facts, name))
            .orElseThrow(path::deletedNotFound);
    return new Found<>(facts, found);
  }

  public Found<P> recover(Work work, ObjectPath path) {
    VaultFacts facts = vault(work, path.vault());
    P latest = gone(work.tx(), facts, path).properties();
    store.recover(work.tx(), facts, work.approve(latest));
    return new Found<>(facts, latest);
  }

  /// From then on there is no such object; what does not fit into one transaction is destroyed by
  /// [#purgeDue], and as long as that takes, the name is not free. Nobody can purge where the vault
  /// is purge protected; then only the passing of the retention does.
  public VaultFacts purge(Work work, ObjectPath path) {
    VaultFacts facts = vault(work, path.vault());
    Deleted<P> deleted = gone(work.tx(), facts, path);
    if (facts.purgeProtected()) {
      String vault = facts.name().display() + ";location=" + facts.location();
      throw new Problem.PurgeProtected(vault).asException();
    }
    DueObject due = new DueObject(facts.id(), deleted.properties().name().canonical());
    PurgeStep step = store.purge(work.tx(), work.approve(due), ObjectLimits.PURGE_VERSIONS);
    if (!step.ended()) {
      work.note("left", "to the timetable");
    }
    return facts;
  }

  /// Destroys deleted objects whose retention has passed or whose purge has begun, one batch at a
  /// time; purge protection does not hold them back, it only says that nobody may be earlier.
  ///
  /// @return whether more may be due
  public boolean purgeDue(Work work) {
    List<DueObject> due = store.due(work.tx(), work.now(), ObjectLimits.PURGE_BATCH);
    List<String> purged = new ArrayList<>();
    int room = ObjectLimits.PURGE_VERSIONS;
    for (DueObject object : due) {
      if (room > 0) {
        PurgeStep step = store.purge(work.tx(), work.approve(object), room);
        room -= step.versions();
        purged.add(step.ended() ? object.toString() : object + " (in part)");
      }
    }
    work.note("purged", String.join(" ", purged));
    return room <= 0 || due.size() == ObjectLimits.PURGE_BATCH;
  }

  /// Brings a batch of one re-keyed vault's old values under its newest key. A soft-deleted vault
  /// waits until it is recovered.
  ///
  /// @return how many; repeat until that is none
  public int resealDue(Work work) {
    return store
        .rekeyedVault(work.tx())
        .flatMap(name -> vaults.find(work.tx(), name))
        .map(vault -> reseal(work, vault))
        .orElse(0);
  }

  public Found<Page<P>> list(Work work, VaultName vault, PageRequest page) {
    VaultFacts facts = vault(work, vault);
    List<P> found = store.list(work.tx(), facts, page.after(), page.size() + 1);
    return cut(facts, found, page, object -> object.name().canonical());
  }

  public Found<Page<Deleted<P>>> listDeleted(Work work, VaultName vault, PageRequest page) {
    VaultFacts facts = vault(work, vault);
    List<Deleted<P>> found = store.listDeleted(work.tx(), facts, page.after(), page.size() + 1);
    return cut(facts, found, page, object -> object.properties().name().canonical());
  }

  /// Azure answers an unknown name with an empty list, and its SDKs test for it.
  public Found<Page<P>> listVersions(Work work, ObjectPath path, PageRequest page) {
    VaultFacts facts = vault(work, path.vault());
    List<P> found =
        ObjectName.parse(path.name())
            .map(name -> store.versions(work.tx(), facts, name, page.after(), page.size() + 1))
            .orElse(List.of());
    return cut(facts, found, page, object -> object.version().hex());
  }

  /// Everything of an object that a backup holds; the caller closes it.
  public <X> Backup<P, X> backup(Work work, VaultFacts facts, ObjectPath path, X besides) {
    int max = ObjectLimits.MAX_BACKUP_VERSIONS;
    List<SealedVersion<P>> versions =
        store.sealedVersions(work.tx(), facts, path.objectName(), max + 1);
    if (versions.isEmpty()) {
      throw path.notFound();
    }
    if (versions.size() > max) {
      throw new Problem.Malformed(
              "The " + kind.word() + " cannot be backed up: it has more than " + max + " versions.")
          .asException();
    }
    return new Backup<>(
        facts.tenant(),
        versions.stream().map(version -> open(work.tx(), facts, version)).toList(),
        besides);
  }

  /// Brings an object back from its backup, with its name, versions, attributes and tags.
  public Found<P> restore(Work work, VaultFacts facts, Backup<P, ?> backup) {
    if (!backup.tenant().equals(facts.tenant())) {
      throw new Problem.Malformed("The backup was made in another tenant.").asException();
    }
    if (previous(work.tx(), facts, backup.name()).isPresent()) {
      throw new Problem.AlreadyExists(kind, backup.name().display()).asException();
    }
    for (OpenedVersion<P> version : backup.versions()) {
      SealedVersion<P> sealed = seal(work.tx(), facts, version.properties(), version.value());
      store.add(work.tx(), facts, work.approve(sealed));
    }
    work.note("restored", backup.name().display());
    return new Found<>(facts, backup.latest());
  }

  private int reseal(Work work, VaultFacts vault) {
    int newest = sealing.newestVersion(work.tx(), vault.id());
    List<SealedVersion<P>> old =
        store.sealedBefore(work.tx(), vault, newest, ObjectLimits.RESEAL_BATCH);
    for (SealedVersion<P> version : old) {
      try (OpenedVersion<P> opened = open(work.tx(), vault, version)) {
        SealedVersion<P> fresh = seal(work.tx(), vault, opened.properties(), opened.value());
        store.reseal(work.tx(), vault, work.approve(fresh));
      }
    }
    work.note("resealed", vault.name() + " " + old.size());
    return old.size();
  }

  /// A deleted object, to be changed.
  private Deleted<P> gone(Tx tx, VaultFacts vault, ObjectPath path) {
    ObjectName name = ObjectName.parse(path.name()).orElseThrow(path::deletedNotFound);
    return switch (store.state(tx, vault, name)) {
      case ObjectState.Gone<P>(Deleted<P> object) -> object;
      case ObjectState.Absent<P>(), ObjectState.Live<P>(_), ObjectState.Purging<P>() ->
          throw path.deletedNotFound();
    };
  }

  private static <T> Found<Page<T>> cut(
      VaultFacts facts, List<T> found, PageRequest page, Function<T, String> key) {
    return new Found<>(facts, Page.cut(found, page.size(), key));
  }

  /// A value opens only as what it was sealed as: the same version of the same object in the same
  /// life of the same vault.
  private SealContext context(VaultFacts vault, P properties) {
    return new SealContext(
        vault.tenant(),
        vault.id(),
        kind.word(),
        properties.name().canonical(),
        properties.version().hex(),
        VALUE);
  }
}
