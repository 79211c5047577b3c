package dev.strongroom.audit;

import dev.strongroom.kernel.Tx;
import java.time.Instant;
import java.util.List;

/// Records of writes, kept by the store from the write's own transaction until they stand in the
/// journal, on disk. Each node has its own.
public interface PendingRecords {
  /// @param id unique among the records of its node for ever; counts up from 1
  /// @param at when the request came
  /// @param record the encoded AuditEvent
  record Pending(long id, Instant at, byte[] record) {}

  /// Adds the record to the transaction of `tx`, and runs `committed` once that has committed and
  /// before the write is acknowledged.
  void insert(Tx tx, String node, Pending pending, Runnable committed);

  /// What is there, by ascending id.
  List<Pending> all(String node);

  /// Removes rows in a transaction of its own; what is not there is no fault.
  void delete(String node, List<Long> ids);
}
