package dev.strongroom.cli;

import dev.strongroom.App;
import dev.strongroom.AuditKey;
import dev.strongroom.Config;
import dev.strongroom.RootOfTrust;
import dev.strongroom.keys.CountHsmKeys;
import dev.strongroom.sealing.BeginRootChange;
import dev.strongroom.sealing.MoveToRootKey;
import dev.strongroom.sealing.RootChange;
import dev.strongroom.store.RootHistory;
import dev.strongroom.trust.Keyring;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.Providers;
import dev.strongroom.trust.RootKey;
import dev.strongroom.trust.Seal;
import dev.strongroom.trust.SealRefused;
import dev.strongroom.trust.Tampered;
import java.io.IOException;
import java.util.Optional;

/// Brings everything that one root key wraps under a new one, behind the same seal or another,
/// while no server uses the database. No value is touched. Between any two steps the process may
/// die:
///
/// ```
/// BEGUN     the database knows which root key is about to be made          ┐ the old root key opens
/// MADE      it lies under its seal, and nothing uses it                    │ everything; run it again
/// PREPARED  this node's audit key lies under both                          ┘
/// MOVED     in one transaction, every key is under the new root key          only the new one opens
/// ```
final class SealChange {
  enum Step {
    BEGUN,
    MADE,
    PREPARED,
    MOVED
  }

  /// Sees each step when it is done.
  interface Watcher {
    void reached(Step step);
  }

  /// Waits for the shares of a seal that operators share.
  interface Gathering {
    void gather(OperatorsSeal seal) throws Failure, IOException, InterruptedException;
  }

  /// @param gathering for seals that operators share
  /// @param strand whether keys that live in the old seal's HSM may be left there, where nobody
  ///   uses them
  record World(
      App.Seams seams, Providers providers, Gathering gathering, Watcher watcher, boolean strand) {}

  /// What came out.
  ///
  /// @param keys how many were wrapped anew; none when the database had been moved before
  record Outcome(String oldId, String newId, Optional<Integer> keys) {}

  private final Config config;
  private final Seal from;
  private final Seal to;
  private final World world;

  /// @param to `from` itself for a rotation
  SealChange(Config config, Seal from, Seal to, World world) {
    this.config = config.alone();
    this.from = from;
    this.to = to;
    this.world = world;
  }

  Outcome run() throws Failure, IOException, InterruptedException {
    RootHistory history = history();
    String current = current(history);
    boolean rotation = from.place().equals(to.place());
    Optional<RootChange> last = history.last().filter(change -> change.place().equals(to.place()));
    if (!rotation && last.isPresent()) {
      bringNode(history);
      return new Outcome(last.get().oldId(), current, Optional.empty());
    }
    for (RootChange left : history.unfinished().stream().toList()) {
      if (left.place().equals(to.place())) {
        to.destroy(world.seams().keys(), left.newId());
      }
    }
    if (!rotation && to.exists()) {
      throw new Failure(
          "There is a root key already under the new seal (" + to.place() + ").",
          "It may be another server's. Choose another place, or remove it if nothing needs it.");
    }
    ready(from, current);
    return moved(current);
  }

  /// Brings this node's audit key under the root key that the database belongs to now.
  void bringNode(RootHistory history) throws Failure, IOException, InterruptedException {
    String current = current(history);
    ready(to, current);
    try (RootKey root = to.unseal(world.seams().keys(), current)) {
      AuditKey key = App.auditKey(config, keyring(root), world.seams());
      if (key.opens()) {
        return;
      }
      for (String id : history.earlier()) {
        if (brought(key, id)) {
          return;
        }
      }
    }
    throw new Failure(
        "The audit key of this node opens under no root key that this database ever had.",
        "Put the file audit-key back from this node's backup.");
  }

  RootHistory history() {
    return RootOfTrust.history(config, world.seams());
  }

  private boolean brought(AuditKey key, String id)
      throws Failure, IOException, InterruptedException {
    try {
      ready(from, id);
      try (RootKey old = from.unseal(world.seams().keys(), id)) {
        key.bring(keyring(old));
        return true;
      }
    } catch (SealRefused | Tampered notThatOne) {
      return false;
    }
  }

  private Outcome moved(String current) throws Failure {
    try (App app = App.open(config, from, world.providers(), world.seams())) {
      refuseStranding(app);
      Seal.Draft draft = to.draft(world.seams().keys());
      RootChange change =
          app.perform(
              "seal", new BeginRootChange(app.stores().keys(), draft.id(), current, to.place()));
      world.watcher().reached(Step.BEGUN);
      try (RootKey root = draft.make()) {
        world.watcher().reached(Step.MADE);
        app.prepareAuditKey(keyring(root));
        world.watcher().reached(Step.PREPARED);
        int keys =
            app.perform("seal", new MoveToRootKey(app.features().sealing(), keyring(root), change));
        world.watcher().reached(Step.MOVED);
        return new Outcome(current, draft.id(), Optional.of(keys));
      }
    }
  }

  /// What is in an HSM stays in it, so a key there follows no root key that goes elsewhere.
  private void refuseStranding(App app) throws Failure {
    if (world.strand() || app.hsm().isEmpty() || from.place().equals(to.place())) {
      return;
    }
    int keys = app.perform("seal", new CountHsmKeys(app.hsm().get()));
    if (keys > 0) {
      throw new Failure(
          keys
              + " versions of keys of type *-HSM live in the HSM of the old seal ("
              + from.place()
              + "), and stay there.",
          "Under the new seal nobody could use them, nor restore their backups, until the root key"
              + " is moved back to that HSM.",
          "Purge them first, keep this seal, or leave them there: --strand-hsm-keys");
    }
  }

  private void ready(Seal seal, String id) throws Failure, IOException, InterruptedException {
    if (seal instanceof OperatorsSeal shared) {
      shared.choose(id);
      world.gathering().gather(shared);
    }
  }

  private Keyring keyring(RootKey root) {
    return new Keyring(root, world.providers(), world.seams().keys());
  }

  private static String current(RootHistory history) throws Failure {
    return history
        .current()
        .orElseThrow(() ->
            new Failure("This database has no root key yet.", "Make one with: strongroom init"));
  }
}
