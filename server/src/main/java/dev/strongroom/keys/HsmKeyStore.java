package dev.strongroom.keys;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Remembers every object that is, or may be, in the HSM: it is written down as begun before the
/// HSM is touched, and as kept in the transaction that stores its key. What is begun for long, or
/// kept although its key was purged, can go: it is doomed first, so that nobody brings the key back
/// under the hands of whoever destroys it.
public interface HsmKeyStore {
  /// What was under a label that is to be begun.
  enum Before {
    NOTHING,
    /// The rest of a key that was purged, or of an attempt that was cut: it has to go first.
    REMAINS,
    /// Somebody is making or destroying it, or the key is alive.
    TAKEN
  }

  /// When something is over for good, as seen from now.
  ///
  /// @param begun attempts since before this were cut, attempts at destroying too
  /// @param started the node that has just started, so that all of its attempts were cut
  /// @param orphan objects that nobody knows since before this
  record Deadlines(Instant begun, Optional<String> started, Instant orphan) {}

  Before begin(Tx tx, Approved<HsmKeyRow> key, Instant now, Instant cut);

  /// Whether it was begun until now, so that it can be kept.
  boolean keep(Tx tx, Approved<HsmLabel> label);

  /// Forgets a label that was begun.
  void crossOut(Tx tx, Approved<HsmLabel> label);

  /// Forgets a label that is in the same state since the same time.
  void forget(Tx tx, Approved<HsmLabel> label);

  /// Whatever can be doomed, at most `max`.
  List<HsmLabel> due(Tx tx, Deadlines deadlines, int max);

  /// From now on `node` may destroy it, and nobody may begin or keep it. Answers no when it changed
  /// since it was due.
  boolean doom(Tx tx, Approved<HsmLabel> label, String node, Instant now);

  /// What `node` has doomed after this time and not destroyed yet, at most `max`.
  List<HsmLabel> doomed(Tx tx, String node, Instant after, int max);

  /// How many are kept, and their keys are there.
  int living(Tx tx);

  /// Every label that is written down, orphans too.
  Set<String> known(Tx tx);

  /// Writes down an object that nobody knows.
  void foundOrphan(Tx tx, Approved<HsmLabel> label);

  List<HsmLabel> orphans(Tx tx);
}
