package dev.strongroom.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What the last changes of each generation were about: whoever holds the content of one moment
/// reads only what has changed since. A chain of changes begins and ends with what named the
/// content; where a link is missing, everything is read.
final class History {
  /// Who has missed more than this reads everything.
  static final int KEPT = 64;

  /// @param before what named the content until then
  record Change(long before, long after, Parts parts) {}

  private final Map<String, List<Change>> changes = new ConcurrentHashMap<>();

  /// Only the writer's thread adds.
  void add(String generation, Change change) {
    if (change.parts().all()) {
      changes.remove(generation);
      return;
    }
    List<Change> all = new ArrayList<>(List.of(change));
    all.addAll(of(generation));
    changes.put(generation, List.copyOf(all.subList(0, Math.min(KEPT, all.size()))));
  }

  List<Change> of(String generation) {
    return changes.getOrDefault(generation, List.of());
  }

  /// What has changed between two names, given the last changes, the newest first.
  static Parts between(List<Change> history, long before, long after) {
    Parts parts = Parts.NONE;
    long looked = after;
    for (Change one : history) {
      if (looked == before) {
        return parts;
      } else if (one.after() == looked) {
        parts = parts.and(one.parts());
        looked = one.before();
      }
    }
    return looked == before ? parts : Parts.ALL;
  }

  static List<Change> stored(SqlTx session, String generation) {
    return session.all(
        """
        SELECT value_old, value_new, parts FROM generation_change
        WHERE name = ? ORDER BY number DESC
        """,
        row ->
            new Change(
                row.number("value_old"),
                row.number("value_new"),
                new Parts(false, new TreeSet<>(Lines.list(row.text("parts"))))),
        generation);
  }

  /// A change of everything needs no row: the chain ends there.
  static void store(SqlConnection writer, String generation, Change change) throws SQLException {
    if (change.parts().all()) {
      return;
    }
    writer.run(
        """
        INSERT INTO generation_change (name, number, value_old, value_new, parts)
        SELECT ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM generation_change WHERE name = ?
        """,
        generation,
        change.before(),
        change.after(),
        Lines.of(List.copyOf(change.parts().names())),
        generation);
    writer.run(
        """
        DELETE FROM generation_change WHERE name = ? AND number <=
          (SELECT MAX(number) FROM generation_change WHERE name = ?) - CAST(? AS BIGINT)
        """,
        generation,
        generation,
        (long) KEPT);
  }
}
