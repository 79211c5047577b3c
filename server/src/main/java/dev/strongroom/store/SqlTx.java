package dev.strongroom.store;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A session with the database, as every `…Sql` uses it. A memory session answers from caches only;
/// a read session sees one consistent state, taken with its first statement; a write session is one
/// body of a transaction. It ends with the body it was made for.
public final class SqlTx implements Tx.Session {
  /// Opens the connection when SQL is really needed.
  @FunctionalInterface
  interface Source {
    SqlConnection open() throws SQLException;
  }

  private final Generations generations;
  private final Optional<Source> source;
  private final Optional<Transaction> transaction;
  private final Map<String, Long> seen;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private @Nullable SqlConnection connection;
  private @Nullable SqlFailure failure;
  private long since;
  private boolean begun;
  private boolean ended;

  private SqlTx(
      Generations generations, Optional<Source> source, Optional<Transaction> transaction) {
    this.generations = generations;
    this.source = source;
    this.transaction = transaction;
    this.seen = transaction.map(Transaction::seen).orElseGet(HashMap::new);
  }

  static SqlTx memory(Generations generations) {
    return new SqlTx(generations, Optional.empty(), Optional.empty());
  }

  static SqlTx read(Generations generations, Source source) {
    return new SqlTx(generations, Optional.of(source), Optional.empty());
  }

  static SqlTx write(Generations generations, Source source, Transaction transaction) {
    return new SqlTx(generations, Optional.of(source), Optional.of(transaction));
  }

  @Override
  public boolean mayWait() {
    return source.isPresent();
  }

  static SqlTx of(Tx tx) {
    if (tx.session() instanceof SqlTx session) {
      return session;
    }
    throw new IllegalStateException("broken promise: a session of this store");
  }

  /// The row, if there is one; promises that there are not several.
  public <T> Optional<T> one(String sql, RowReader<T> reader, Object... binds) {
    List<T> found = all(sql, reader, binds);
    Check.that(found.size() <= 1, "at most one row");
    return found.stream().findFirst();
  }

  /// Rows of a SELECT, or of a change with RETURNING.
  public <T> List<T> all(String sql, RowReader<T> reader, Object... binds) {
    if (!isSelect(sql)) {
      writing().change();
    }
    try {
      return connection().all(sql, reader, binds);
    } catch (SQLException e) {
      throw failed(new SqlFailure(e));
    } catch (SqlFailure e) {
      throw failed(e);
    }
  }

  /// Changes rows; answers how many. A statement that fails fails its whole body.
  public int run(String sql, Object... binds) {
    writing().change();
    try {
      return connection().run(sql, binds);
    } catch (SQLException e) {
      throw failed(new SqlFailure(e));
    }
  }

  /// Makes everything cached under `generation` stale, on every node, when this commits.
  public void bump(String generation) {
    writing().bump(generation);
  }

  /// The same for what is kept in parts: only `part` of it has changed.
  public void bump(String generation, String part) {
    writing().bump(generation, Parts.of(part));
  }

  /// Runs `action` once this has committed and before the write is acknowledged. Keep it short: the
  /// next transaction waits for it.
  public void afterCommit(Runnable action) {
    Check.that(transaction.isPresent(), "a write session");
    afterCommit.add(action);
  }

  boolean inMemory() {
    return source.isEmpty();
  }

  boolean inWrite() {
    return transaction.isPresent();
  }

  /// Makes one cached row of a generation stale when this commits; other nodes drop the generation.
  void forget(String generation, Runnable forget) {
    writing().forget(generation, forget);
  }

  long stamp(String generation) {
    return generations.stamp(this, generation);
  }

  /// What names the generation's content as this session sees it.
  long mark(String generation) {
    return generations.mark(this, generation);
  }

  /// The last changes of the generation, the newest first.
  List<History.Change> history(String generation) {
    return generations.history(this, generation);
  }

  /// What this transaction itself has changed of the generation.
  Parts altering(String generation) {
    return transaction.map(own -> own.parts(generation)).orElse(Parts.NONE);
  }

  /// Generation values this session has read from the table.
  Map<String, Long> seen() {
    return seen;
  }

  /// Whether this transaction itself has made the generation stale.
  boolean altered(String generation) {
    return transaction.isPresent() && transaction.get().bumped().contains(generation);
  }

  /// Whether what this session has just loaded is what everybody will see under the current stamp.
  boolean mayShare(String generation) {
    if (transaction.isPresent()) {
      return !transaction.get().changed();
    }
    return begun && generations.untouchedSince(since, generation);
  }

  /// Whether what it loaded is the content that the mark names.
  boolean mayShareAs(String generation, long mark) {
    boolean exact = transaction.isEmpty() && generations.exact();
    return (exact || mayShare(generation)) && mark(generation) == mark;
  }

  /// Whether it sees no older rows than caches were filled with.
  boolean keepsUp(String generation) {
    return transaction.isPresent()
        || generations.exact()
        || !begun
        || generations.untouchedSince(since, generation);
  }

  /// Whether nothing that the mark does not name can be in what this session has read so far.
  boolean isStill(String generation, long mark) {
    return !generations.committing(generation) && mark(generation) == mark;
  }

  /// Takes its connection, and so waits for nobody else's from here on. What it sees is fixed by
  /// its first statement, not by this.
  void connect() {
    try {
      opened();
    } catch (SQLException e) {
      throw failed(new SqlFailure(e));
    }
  }

  /// A value for this session alone.
  <T> T loadPrivately(Object key, Supplier<T> load) {
    return transaction.isPresent() ? transaction.get().load(key, load) : load.get();
  }

  List<Runnable> actions() {
    return afterCommit;
  }

  Optional<SqlFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /// The connection of a read session, if it ever needed one; the session is over.
  Optional<SqlConnection> finish() {
    ended = true;
    return Optional.ofNullable(connection);
  }

  private static boolean isSelect(String sql) {
    String text = sql.stripLeading();
    return text.startsWith("SELECT") || text.startsWith("WITH");
  }

  private Transaction writing() {
    Check.that(!ended, "a session is used inside its body only");
    Check.that(transaction.isPresent(), "only a write session writes");
    return transaction.orElseThrow();
  }

  private SqlConnection connection() throws SQLException {
    SqlConnection open = opened();
    if (!begun) {
      since = generations.clock();
      begun = true;
    }
    return open;
  }

  private SqlConnection opened() throws SQLException {
    Check.that(!ended, "a session is used inside its body only");
    SqlConnection open = connection;
    if (open == null) {
      open = source.orElseThrow(() -> NotInMemory.SIGNAL).open();
      connection = open;
    }
    return open;
  }

  private SqlFailure failed(SqlFailure e) {
    failure = e;
    return e;
  }
}
