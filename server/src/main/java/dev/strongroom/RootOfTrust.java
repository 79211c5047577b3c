package dev.strongroom;

import dev.strongroom.audit.UnusableAuditLog;
import dev.strongroom.store.Database;
import dev.strongroom.store.Dialect;
import dev.strongroom.store.Postgres;
import dev.strongroom.store.RootHistory;
import dev.strongroom.store.Sqlite;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.RootKey;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SealRefused;
import dev.strongroom.trust.Tampered;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;

/// Finds the root key that a database belongs to. The database says which one it is before anything
/// in it can be opened, because a seal may hold several: a rotation leaves the old one there.
public record RootOfTrust(Seal seal, Providers providers, SecureRandom random) {
  private static final System.Logger LOG = System.getLogger("strongroom.seal");

  static Dialect dialect(Config config, App.Seams seams) {
    return switch (config.store()) {
      case Config.Store.Sqlite() ->
          new Sqlite(config.data().resolve("strongroom.db"), seams.machine().sqlite());
      case Config.Store.Postgres(
              var url,
              var user,
              var passwordFile,
              var connections,
              var shared) ->
          new Postgres(
              new Postgres.Address(url, user, passwordFile, connections, shared), seams.ids());
    };
  }

  /// What a database that nobody else uses now says about its root keys.
  public static RootHistory history(Config config, App.Seams seams) {
    try (Database database = Database.open(dialect(config, seams))) {
      return RootHistory.of(database);
    }
  }

  /// Makes the root key of a database that has none yet.
  RootKey open(RootHistory history) {
    history
        .unfinished()
        .ifPresent(change ->
            LOG.log(
                Level.WARNING,
                "A change to the root key {0} ({1}) was begun at {2} and not finished. Nothing is"
                    + " lost; run the same strongroom seal command again.",
                change.newId(),
                change.place(),
                change.begunAt()));
    if (history.current().isPresent()) {
      return seal.unseal(random, history.current().get());
    }
    return seal.exists() ? seal.unseal(random) : seal.create(random);
  }

  /// Brings a node's audit key along that was not there when another node changed the root key.
  void bring(AuditKey key, RootHistory history) {
    if (!key.opens() && history.earlier().stream().noneMatch(id -> brought(key, id))) {
      throw new UnusableAuditLog(
          "This node's audit key, "
              + key.file()
              + ", does not open under the database's root key: the root key was changed on another"
              + " node, or the file was damaged. Run on this node: strongroom seal node.");
    }
  }

  private boolean brought(AuditKey key, String id) {
    try (RootKey old = seal.unseal(random, id)) {
      key.bring(new Keyring(old, providers, random));
      LOG.log(Level.INFO, "This node''s audit key followed the root key.");
      return true;
    } catch (SealRefused | Tampered notThatOne) {
      return false;
    }
  }
}
