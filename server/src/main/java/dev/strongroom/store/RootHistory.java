package dev.strongroom.store;

import dev.strongroom.kernel.Ports;
import dev.strongroom.sealing.RootChange;
import java.util.List;
import java.util.Optional;

/// Which root key a database belongs to, and belonged to: read before anything can be opened, so
/// that the right one is. No secret is in it, and no request asks for it, so it does not pass the
/// gate.
///
/// @param current empty when nothing was ever sealed
/// @param changes newest first
public record RootHistory(Optional<String> current, List<RootChange> changes) {
  public RootHistory {
    changes = List.copyOf(changes);
  }

  public static RootHistory of(Ports.Transactions transactions) {
    return transactions.read(session -> {
      SqlTx sql = (SqlTx) session;
      Optional<String> current =
          sql.one("SELECT root_id FROM root_key WHERE singleton = 1", row -> row.text("root_id"));
      return new RootHistory(
          current,
          sql.all(
              """
              SELECT new_id, old_id, place, begun_at, done_at
              FROM root_change ORDER BY begun_at DESC, new_id
              """,
              RootHistory::change));
    });
  }

  /// A change that was begun and is not done.
  public Optional<RootChange> unfinished() {
    return changes.stream().filter(change -> change.doneAt().isEmpty()).findFirst();
  }

  /// Root keys before the current one, newest first.
  public List<String> earlier() {
    return changes.stream()
        .filter(change -> change.doneAt().isPresent())
        .map(RootChange::oldId)
        .toList();
  }

  /// The change that brought the current root key; empty when it is the first.
  public Optional<RootChange> last() {
    return changes.stream()
        .filter(change -> change.doneAt().isPresent())
        .filter(change -> current.filter(change.newId()::equals).isPresent())
        .findFirst();
  }

  private static RootChange change(Row row) {
    return new RootChange(
        row.text("new_id"),
        row.text("old_id"),
        row.text("place"),
        row.time("begun_at"),
        row.maybeTime("done_at"));
  }
}
