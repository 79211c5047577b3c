package dev.strongroom.store;

import dev.strongroom.kernel.NotInMemory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Which cached values still stand. A cached value carries the stamp its generation had when it was
/// loaded, and counts only while the stamp is the same.
///
/// One node alone keeps the stamps in memory: they change after COMMIT and before the write is
/// acknowledged. Nodes that share a database keep a value per generation in the table `generation`,
/// changed in the same transaction as the rows, and every session compares it. The values are drawn
/// at random and compared for equality only, so that a database that lost its last commits in a
/// fail-over cannot come back to a value that a cache remembers with other content.
///
/// The clock guards the race "reader loads the old row, writer commits, reader fills the cache": a
/// session notes the clock before its first statement, and what it loads is shared only when no
/// commit has touched the generation since.
final class Generations {
  private static final List<String> ALWAYS = List.of("access", "directory", "resources", "reveals");

  private record Epoch(long value, long number) {}

  private final Optional<LongSupplier> stamps;
  private final Map<String, Long> bumped = new ConcurrentHashMap<>();
  private final Map<String, Long> touched = new ConcurrentHashMap<>();
  private final Map<String, Epoch> epochs = new ConcurrentHashMap<>();
  private final History history = new History();
  private volatile Set<String> committing = Set.of();
  private volatile long clock;
  private volatile long floor;

  Generations(Optional<LongSupplier> stamps) {
    this.stamps = stamps;
  }

  /// The number of the last commit of this node that changed anything cached.
  long clock() {
    return clock;
  }

  boolean untouchedSince(long moment, String generation) {
    return Math.max(floor, touched.getOrDefault(generation, 0L)) <= moment;
  }

  long stamp(SqlTx session, String generation) {
    if (stamps.isEmpty()) {
      return Math.max(floor, bumped.getOrDefault(generation, 0L));
    }
    return epoch(generation, value(session, generation));
  }

  private static long value(SqlTx session, String generation) {
    Map<String, Long> seen = session.seen();
    if (!seen.containsKey(generation)) {
      if (session.inMemory()) {
        throw NotInMemory.SIGNAL;
      }
      readTogether(session, seen, generation);
    }
    return seen.getOrDefault(generation, 0L);
  }

  /// What names the generation's content: equal marks mean equal rows, on several nodes also when a
  /// session with an older view comes late.
  long mark(SqlTx session, String generation) {
    return stamps.isEmpty() ? stamp(session, generation) : value(session, generation);
  }

  /// Whether marks are read together with the rows, so that they can never be a commit apart.
  boolean exact() {
    return stamps.isPresent();
  }

  List<History.Change> history(SqlTx session, String generation) {
    return stamps.isEmpty() ? history.of(generation) : History.stored(session, generation);
  }

  /// Whether rows of the generation may be committed that its stamp does not tell of yet. Ask this
  /// first and for the stamp then: when this is over, the stamp has changed.
  boolean committing(String generation) {
    return committing.contains(generation);
  }

  /// From now on others may see what the transaction changed.
  void begin(Transaction transaction) {
    if (stamps.isEmpty()) {
      committing = Set.copyOf(transaction.touched());
    }
  }

  /// Writes what the transaction changes into the table, as its last statements.
  void store(SqlConnection writer, Transaction transaction) throws SQLException {
    if (stamps.isEmpty()) {
      return;
    }
    for (String generation : transaction.touched()) {
      if (!transaction.seen().containsKey(generation)) {
        transaction.seen().put(generation, valueIn(writer, generation));
      }
      long fresh = fresh(transaction.seen().get(generation));
      writer.run(
          """
          INSERT INTO generation (name, value) VALUES (?, ?)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
          """,
          generation,
          fresh);
      History.store(
          writer,
          generation,
          new History.Change(
              transaction.seen().get(generation), fresh, changed(transaction, generation)));
      transaction.stored(generation, fresh);
    }
  }

  /// Never the value it had, even if two nodes draw the same numbers.
  private long fresh(Long before) {
    long drawn = stamps.orElseThrow().getAsLong();
    return drawn == before ? drawn + 2 : drawn; // odd as all of them: 0 means absent
  }

  /// Rows that a cache forgot one by one are no part of anything.
  private static Parts changed(Transaction transaction, String generation) {
    return transaction.bumped().contains(generation) ? transaction.parts(generation) : Parts.ALL;
  }

  private static long valueIn(SqlConnection writer, String generation) throws SQLException {
    return writer
        .all("SELECT value FROM generation WHERE name = ?", row -> row.number("value"), generation)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  /// Makes stale what the transaction changed. Also called when nobody knows whether it committed.
  void apply(Transaction transaction) {
    if (transaction.touched().isEmpty()) {
      return;
    }
    long now = clock + 1;
    transaction.touched().forEach(generation -> touched.put(generation, now));
    transaction.bumped().forEach(generation -> bump(generation, now, transaction));
    transaction.forgets().forEach(Runnable::run);
    transaction.touched().stream()
        .filter(generation -> !transaction.bumped().contains(generation))
        .forEach(generation -> carryOver(generation, transaction));
    clock = now;
    committing = Set.of();
  }

  private void bump(String generation, long now, Transaction transaction) {
    if (stamps.isEmpty()) {
      long before = Math.max(floor, bumped.getOrDefault(generation, 0L));
      history.add(generation, new History.Change(before, now, transaction.parts(generation)));
    }
    bumped.put(generation, now);
  }

  /// Makes everything stale: the writer lost its connection, and with it the certainty that nobody
  /// else wrote.
  void doubtEverything() {
    long now = clock + 1;
    floor = now;
    clock = now;
    committing = Set.of();
  }

  /// Our own write forgot its rows precisely, so the rest of the generation still stands under the
  /// new value. Only when the transaction saw the value that our cache knows.
  private void carryOver(String generation, Transaction transaction) {
    Long before = transaction.seen().get(generation);
    Optional<Long> after = transaction.storedValue(generation);
    if (before == null || after.isEmpty()) {
      return;
    }
    epochs.compute(
        generation,
        (_, known) -> {
          boolean current = known == null ? before == 0 : known.value() == before;
          return current ? new Epoch(after.get(), known == null ? 0 : known.number()) : known;
        });
  }

  /// A generation that the table does not have yet is not remembered: its name may be anything that
  /// somebody asked for.
  private long epoch(String generation, long value) {
    Epoch now =
        epochs.compute(
            generation,
            (_, known) -> {
              if (known == null) {
                return value == 0 ? null : new Epoch(value, 1);
              }
              return known.value() == value ? known : new Epoch(value, known.number() + 1);
            });
    return now == null ? 0 : now.number();
  }

  /// One statement for what nearly every request asks: the server-wide generations with the first
  /// question, both generations of a vault with the first question about it.
  private static void readTogether(SqlTx session, Map<String, Long> seen, String generation) {
    TreeSet<String> names = new TreeSet<>(List.of(generation));
    if (seen.isEmpty()) {
      names.addAll(ALWAYS);
    }
    int colon = generation.indexOf(':');
    if (colon >= 0) {
      names.add("vault" + generation.substring(colon));
      names.add("objects" + generation.substring(colon));
    }
    List<Object> binds = new ArrayList<>(names);
    String places = "?" + ", ?".repeat(names.size() - 1);
    names.forEach(name -> seen.put(name, 0L));
    session
        .all(
            "SELECT name, value FROM generation WHERE name IN (" + places + ")",
            row -> Map.entry(row.text("name"), row.number("value")),
            binds.toArray())
        .forEach(found -> seen.put(found.getKey(), found.getValue()));
  }
}
