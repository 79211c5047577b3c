package dev.strongroom.reveal;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Keeps rules and requests of two-person reveal.
public interface RevealStore {
  /// The rules, and the requests that wait or may be used: what each read of a secret asks.
  Reveals reveals(Tx tx);

  Optional<RevealRequest> request(Tx tx, UUID id);

  /// The newest of a tenant, decided ones too.
  List<RevealRequest> requests(Tx tx, TenantId tenant, int max);

  /// The oldest that were asked before a time.
  List<RevealRequest> requestsBefore(Tx tx, Instant time, int max);

  /// Adds it, or replaces the one of the same scope.
  void save(Tx tx, Approved<RevealRule> rule);

  void remove(Tx tx, Approved<RevealRule> rule);

  /// Adds it, or replaces the one of the same id.
  void saveRequest(Tx tx, Approved<RevealRequest> request);

  void removeRequest(Tx tx, Approved<RevealRequest> request);
}
