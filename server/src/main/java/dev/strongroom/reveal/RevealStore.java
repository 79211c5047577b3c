package dev.strongroom.reveal;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Keeps rules and requests of two-person reveal.
public interface RevealStore {
  Reveals reveals(Tx tx);

  /// Adds it, or replaces the one of the same scope.
  void save(Tx tx, Approved<RevealRule> rule);

  void remove(Tx tx, Approved<RevealRule> rule);

  /// Adds it, or replaces the one of the same id.
  void saveRequest(Tx tx, Approved<RevealRequest> request);

  void removeRequest(Tx tx, Approved<RevealRequest> request);
}
