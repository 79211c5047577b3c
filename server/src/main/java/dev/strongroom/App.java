package dev.strongroom;

import dev.strongroom.access.Rbac;
import dev.strongroom.audit.Disk;
import dev.strongroom.audit.LoudLog;
import dev.strongroom.audit.MerkleAuditLog;
import dev.strongroom.deployments.Deployments;
import dev.strongroom.elevation.Elevation;
import dev.strongroom.http.WireErrors;
import dev.strongroom.identity.Audiences;
import dev.strongroom.identity.Bearer;
import dev.strongroom.identity.ForeignTokens;
import dev.strongroom.identity.Issuers;
import dev.strongroom.identity.RotateSigningKeys;
import dev.strongroom.identity.TokenSigner;
import dev.strongroom.jobs.Timetable;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.keys.HsmStock;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.Releasing;
import dev.strongroom.locks.Locked;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.people.People;
import dev.strongroom.reveal.Revealing;
import dev.strongroom.reveal.TwoPerson;
import dev.strongroom.sealing.EnsureServerKeys;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.ServerPurposes;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.store.AuditSql;
import dev.strongroom.store.ContentsSql;
import dev.strongroom.store.Database;
import dev.strongroom.store.RootHistory;
import dev.strongroom.store.Sqlite;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.RootKey;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SoftwareKeys;
import dev.strongroom.vaults.GroupMembers;
import dev.strongroom.vaults.Locations;
import dev.strongroom.vaults.Reading;
import dev.strongroom.vaults.Resources;
import dev.strongroom.vaults.Vaults;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The whole server without its listeners, made once, in order. Tests build the same one with other
/// seams.
public final class App implements AutoCloseable {
  /// Time, chance, and what the server stands on.
  ///
  /// @param keys makes keys, nonces and secrets
  /// @param ids makes ids that need not be secret
  public record Seams(
      InstantSource clock, SecureRandom keys, RandomGenerator ids, Machine machine) {}

  /// What fails when a machine does.
  ///
  /// @param disk where the audit log lies
  /// @param sqlite where connections to the database file come from
  public record Machine(Disk disk, MerkleAuditLog.Pace pace, Sqlite.Driver sqlite) {
    public static Machine real() {
      return new Machine(Disk.real(), MerkleAuditLog.Pace.NORMAL, Sqlite.Driver.real());
    }
  }

  /// The features, for whoever performs operations of theirs.
  public record Features(
      Secrets secrets,
      Keys keys,
      Releasing releasing,
      Vaults vaults,
      ManagedHsms hsms,
      Deployments deployments,
      Sealing sealing,
      TokenSigner signer,
      Elevation elevation,
      Revealing revealing,
      People people) {}

  private final Seams seams;
  private final Providers providers;
  private final Stores stores;
  private final OtherIssuers issuers;
  private final RootKey root;
  private final Database database;
  private final AuditKey auditKey;
  private final MerkleAuditLog audit;
  private final Rbac rbac;
  private final Ports.Authorizer authorizer;
  private final Gate gate;
  private final Optional<HsmSide> hsm;
  private final Features features;
  private final Timetable timetable;

  private App(Config config, Seal seal, Providers providers, Seams seams) {
    this.seams = seams;
    this.providers = providers;
    stores = Stores.create();
    issuers = OtherIssuers.of(config.issuers());
    ForeignTokens foreign = foreignTokens(config);
    database = Database.open(RootOfTrust.dialect(config, seams));
    RootOfTrust trust = new RootOfTrust(seal, providers, seams.keys());
    RootHistory history = RootHistory.of(database);
    root = opened(trust, history);
    Keyring keyring = new Keyring(root, providers, seams.keys());
    Sealing sealing = new Sealing(stores.keys(), keyring, seams.clock());
    auditKey = auditKey(config, keyring, seams);
    audit = auditLog(config, key -> trust.bring(key, history));
    rbac =
        new Rbac(
            stores.access(),
            stores.vaults()::access,
            stores.directory(),
            stores.resources(),
            stores.secrets()::spelling);
    LoudLog loud = new LoudLog(audit, config.audit().breakGlass());
    authorizer =
        stores.locally(
            new Locked(new TwoPerson(rbac, stores.reveals(), loud::isLoud), stores.locks()));
    gate =
        new Gate(
            new Gate.Seams(
                database,
                new Bearer(
                    stores.directory(),
                    stores.tokenKeys(),
                    stores.grants(),
                    new Issuers(config.clouds()),
                    foreign),
                authorizer,
                (_, _, _) -> Optional.empty(),
                loud,
                seams.clock(),
                seams.ids()));
    hsm = HsmSide.of(this, seal, config.node());
    features = features(config, sealing);
    timetable = new Timetable(gate, seams.clock(), seams.ids(), new Rounds(this).jobs());
  }

  /// Opens the store and the log, brings both up to date and makes the server's keys where they are
  /// missing. Throws what the operator can act on: `SealRefused`, `UnusableDatabase`,
  /// `UnusableAuditLog`, `UnusableIssuer`.
  public static App open(Config config, Seal seal, Providers providers, Seams seams) {
    App app = new App(config, seal, providers, seams);
    boolean opened = false;
    try {
      app.perform("start", new EnsureServerKeys(app.features.sealing()));
      app.perform("start", app.rotateSigningKeys());
      app.hsm.ifPresent(HsmSide::start);
      opened = true;
      return app;
    } finally {
      if (!opened) {
        app.close();
      }
    }
  }

  public Optional<HsmStock> hsm() {
    return hsm.map(HsmSide::stock);
  }

  Optional<HsmSide> hsmSide() {
    return hsm;
  }

  public Gate gate() {
    return gate;
  }

  public Stores stores() {
    return stores;
  }

  /// Who decides every request: the one that the gate asks.
  public Ports.Authorizer authorizer() {
    return authorizer;
  }

  public Rbac rbac() {
    return rbac;
  }

  public Features features() {
    return features;
  }

  public Providers providers() {
    return providers;
  }

  public Seams seams() {
    return seams;
  }

  public MerkleAuditLog audit() {
    return audit;
  }

  /// How many writes were acknowledged since the start, and how many commits (one fsync each) they
  /// took.
  public Database.Counts writes() {
    return database.counts();
  }

  public Timetable timetable() {
    return timetable;
  }

  /// Performs an operation as the server itself.
  public <R> R perform(String job, Operation<R> operation) {
    UUID request = new UUID(seams.ids().nextLong(), seams.ids().nextLong());
    Origin origin = Origin.internal(request.toString());
    return gate.perform(new Caller(new Caller.Who.Job(job), origin), operation);
  }

  /// Records once that the root key went away or came back. Meant to be called each second.
  public void lookAtRootKey() {
    features
        .sealing()
        .watch()
        .look()
        .ifPresent(change -> perform("root-key-watch", RootKeyAlerts.note(change)));
  }

  /// Puts this node's audit key under another root key too, before the database is moved to it.
  public void prepareAuditKey(Keyring to) {
    auditKey.prepare(to);
  }

  @Override
  public void close() {
    timetable.close();
    features.keys().homes().workshop().close();
    audit.close();
    database.close();
    root.close();
  }

  /// Closes the database when there is no root key for it.
  private RootKey opened(RootOfTrust trust, RootHistory history) {
    boolean opened = false;
    try {
      RootKey found = trust.open(history);
      opened = true;
      return found;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  /// Closes the database when the log cannot be opened.
  private MerkleAuditLog auditLog(Config config, Consumer<AuditKey> ready) {
    Machine machine = seams.machine();
    boolean opened = false;
    try {
      ready.accept(auditKey);
      MerkleAuditLog log =
          new MerkleAuditLog(
              new MerkleAuditLog.Settings(
                  config.data().resolve("audit"),
                  config.node(),
                  config.audit().flushedReads(),
                  machine.pace()),
              new MerkleAuditLog.Seams(
                  WireErrors::status,
                  problem -> WireErrors.of(problem).message(),
                  new AuditSql(database),
                  auditKey.signer(config.audit().origin()),
                  seams.clock(),
                  machine.disk()));
      opened = true;
      return log;
    } finally {
      if (!opened) {
        database.close();
        root.close();
      }
    }
  }

  private ForeignTokens foreignTokens(Config config) {
    return new ForeignTokens(stores.directory(), issuers.trusted(), new Audiences(config.clouds()));
  }

  public static AuditKey auditKey(Config config, Keyring keyring, Seams seams) {
    return new AuditKey(
        config.data().resolve("audit-key"), keyring, seams.keys(), seams.machine().disk());
  }

  private Features features(Config config, Sealing sealing) {
    Resources resources =
        new Resources(
            stores.resources(), new Locations(config.locations()), new Reading(rbac, rbac));
    ManagedHsms hsms = stores.managedHsms(resources, sealing, seams.keys());
    Vaults vaults =
        new Vaults(
            resources,
            stores.vaults(),
            sealing,
            new ContentsSql(),
            stores.access(),
            List.of(
                hsms,
                (work, group) -> stores.identities().deleteBelow(work, group.resource()),
                GroupMembers.rows(stores.deployments()::removeAll)));
    Secrets secrets = Secrets.of(stores.secrets(), stores.vaults()::facts, sealing);
    Deployments deployments = new Deployments(resources, stores.deployments(), seams.clock());
    Elevation elevation =
        new Elevation(
            stores.elevation(),
            stores.access(),
            rbac,
            new PeopleAndPlaces(stores.directory(), stores.resources(), stores.vaults()));
    Revealing revealing = new Revealing(stores.reveals(), rbac, rbac);
    TokenSigner signer =
        new TokenSigner(
            new PurposeSeal(sealing, ServerPurposes.TOKEN_SIGNING), providers, seams.keys());
    SigningIn signingIn = new SigningIn(config, stores, issuers.trusted(), seams.keys());
    People people = signingIn.people(sealing, signer, rbac);
    KeyParts keys = new KeyParts(stores, new SoftwareKeys(providers, seams.keys()), seams);
    return new Features(
        secrets,
        keys.keys(sealing, hsm),
        keys.releasing(issuers.trusted(), signer),
        vaults,
        hsms,
        deployments,
        sealing,
        signer,
        elevation,
        revealing,
        people);
  }

  public OtherIssuers issuers() {
    return issuers;
  }

  RotateSigningKeys rotateSigningKeys() {
    return new RotateSigningKeys(
        stores.tokenKeys(), features.signer(), RotateSigningKeys.Reason.TIMETABLE);
  }
}
