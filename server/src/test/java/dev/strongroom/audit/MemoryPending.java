package dev.strongroom.audit;

import dev.strongroom.kernel.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Pending rows of one node in memory. Every insert commits at once, unless a test rolls it back.
final class MemoryPending implements PendingRecords {
  final TreeMap<Long, Pending> rows = new TreeMap<>();
  boolean rollBack;

  /// While set, commits are held back here.
  Optional<List<Runnable>> held = Optional.empty();

  /// Runs after each step that a crash may follow.
  Runnable afterStep = () -> {};

  @Override
  public synchronized void insert(Tx tx, String node, Pending pending, Runnable committed) {
    if (rollBack) {
      return;
    }
    rows.put(pending.id(), pending);
    afterStep.run();
    held.ifPresentOrElse(later -> later.add(committed), committed);
    afterStep.run();
  }

  @Override
  public synchronized List<Pending> all(String node) {
    return new ArrayList<>(rows.values());
  }

  @Override
  public synchronized void delete(String node, List<Long> ids) {
    for (long id : ids) {
      rows.remove(id);
    }
    afterStep.run();
  }

  synchronized MemoryPending copy() {
    MemoryPending copy = new MemoryPending();
    copy.rows.putAll(rows);
    return copy;
  }
}
