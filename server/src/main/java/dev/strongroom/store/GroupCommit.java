package dev.strongroom.store;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one writer of this node. Bodies that wait run one after another in one transaction, each
/// behind its own savepoint, and share one COMMIT: one fsync for all of them. A body that throws
/// undoes only itself. Nobody is answered before the COMMIT has returned; when it fails, everybody
/// in it is refused.
final class GroupCommit implements AutoCloseable {
  private final Dialect dialect;
  private final Generations generations;
  private final BlockingQueue<Waiting<?>> queue =
      new ArrayBlockingQueue<>(Limits.MAX_WAITING_WRITES);
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final Thread thread;
  private @Nullable SqlConnection writer;
  private volatile boolean closing;

  GroupCommit(Dialect dialect, Generations generations, SqlConnection writer) {
    this.dialect = dialect;
    this.generations = generations;
    this.writer = writer;
    this.thread = Thread.ofPlatform().name("store-writer").start(this::serve);
  }

  <R> R write(Function<? super SqlTx, R> body) {
    Check.that(Thread.currentThread() != thread, "a write does not start another write");
    Waiting<R> waiting = new Waiting<>(body);
    if (closing) {
      throw Waiting.unavailable("the server is stopping");
    }
    if (!queue.offer(waiting)) {
      throw new Problem.Throttled(Limits.RETRY_AFTER).asException();
    }
    if (closing && waiting.claim()) {
      throw Waiting.unavailable("the server is stopping");
    }
    return waiting.await();
  }

  Database.Counts counts() {
    return new Database.Counts(writes.get(), commits.get());
  }

  /// Finishes what has been claimed and refuses what still waits.
  @Override
  public void close() {
    closing = true;
    Waiting<Boolean> nudge = new Waiting<>(_ -> true);
    nudge.claim();
    queue.offer(nudge);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    while (!closing) {
      try {
        @Nullable Waiting<?> first = queue.poll(Limits.IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null && first.claim()) {
          settle(first);
        }
        rest(first == null);
      } catch (InterruptedException e) {
        closing = true;
      }
    }
    refuseTheRest();
    dropWriter();
  }

  /// Runs the batch that starts with `first` until it is committed or refused, and answers it.
  private void settle(Waiting<?> first) {
    List<Waiting<?>> batch = new ArrayList<>();
    batch.add(first);
    try {
      commit(batch);
    } catch (RuntimeException | Error bug) {
      dropWriter();
      batch.forEach(waiting -> waiting.fail(bug));
    }
    batch.forEach(Waiting::answer);
  }

  private void commit(List<Waiting<?>> batch) {
    for (int attempt = 1; ; attempt += 1) {
      Transaction transaction = new Transaction();
      try {
        runAndCommit(batch, transaction);
        generations.apply(transaction);
        batch.forEach(Waiting::act);
        return;
      } catch (SQLException e) {
        generations.apply(transaction);
        boolean again = dialect.retryable(e) && attempt < Limits.MAX_ATTEMPTS;
        undo(again);
        if (!again) {
          refuse(batch, e);
          return;
        }
        pause(attempt);
      }
    }
  }

  private void runAndCommit(List<Waiting<?>> batch, Transaction transaction) throws SQLException {
    SqlConnection connection = connection();
    connection.begin();
    runFirst(connection, batch.getFirst(), transaction);
    for (Waiting<?> again : List.copyOf(batch).subList(1, batch.size())) {
      runNext(connection, again, transaction);
    }
    long start = System.nanoTime();
    while (batch.size() < Limits.MAX_BATCH
        && System.nanoTime() - start < Limits.BATCH_TIME.toNanos()) {
      @Nullable Waiting<?> next = queue.poll();
      if (next == null) {
        break;
      }
      if (next.claim()) {
        batch.add(next);
        runNext(connection, next, transaction);
      }
    }
    generations.store(connection, transaction);
    connection.commit();
    commits.incrementAndGet();
    writes.addAndGet(batch.stream().filter(waiting -> waiting.thrown().isEmpty()).count());
  }

  /// The first body of a batch needs no savepoint: undoing it undoes nothing else. That saves a
  /// write that is alone two round trips.
  private void runFirst(SqlConnection connection, Waiting<?> waiting, Transaction transaction)
      throws SQLException {
    if (fails(connection, waiting, transaction)) {
      connection.rollback();
      connection.begin();
      transaction.restart();
    }
  }

  private void runNext(SqlConnection connection, Waiting<?> waiting, Transaction transaction)
      throws SQLException {
    connection.run("SAVEPOINT body");
    if (fails(connection, waiting, transaction)) {
      connection.run("ROLLBACK TO SAVEPOINT body");
      transaction.change();
    }
    connection.run("RELEASE SAVEPOINT body");
  }

  /// Runs the body. Throws when what went wrong ends the whole transaction.
  private boolean fails(SqlConnection connection, Waiting<?> waiting, Transaction transaction)
      throws SQLException {
    waiting.run(SqlTx.write(generations, () -> connection, transaction));
    Optional<Throwable> thrown = waiting.thrown();
    if (thrown.isPresent()
        && thrown.get() instanceof SqlFailure failure
        && endsTransaction(failure.reason())) {
      throw failure.reason();
    }
    return thrown.isPresent();
  }

  private boolean endsTransaction(SQLException failure) {
    return dialect.retryable(failure) || dialect.outage(failure).isPresent();
  }

  /// Nobody in the batch is acknowledged, whatever each body came to: it ran on top of the others.
  private void refuse(List<Waiting<?>> batch, SQLException e) {
    Throwable reason =
        dialect.retryable(e)
            ? new Problem.Throttled(Limits.RETRY_AFTER).asException()
            : dialect
                .outage(e)
                .<Throwable>map(Waiting::unavailable)
                .orElseGet(() -> new SqlFailure(e));
    batch.forEach(waiting -> waiting.fail(reason));
  }

  /// After anything but a conflict the connection is not trusted any more.
  private void undo(boolean keep) {
    try {
      if (writer != null) {
        writer.rollback();
      }
    } catch (SQLException e) {
      dropWriter();
    }
    if (!keep) {
      dropWriter();
    }
  }

  /// A pause of any length parts two nodes that keep meeting.
  private void pause(int attempt) {
    long cap = Math.min(Limits.MAX_PAUSE.toNanos(), 1_000_000L << attempt);
    try {
      TimeUnit.NANOSECONDS.sleep(Math.floorMod(System.nanoTime() * 31, cap));
    } catch (InterruptedException e) {
      closing = true;
    }
  }

  private void rest(boolean idle) {
    try {
      dialect.rest(connection(), idle);
    } catch (SQLException e) {
      dropWriter(); // nothing is lost; the next write opens a new connection or says why it cannot
    }
  }

  private SqlConnection connection() throws SQLException {
    SqlConnection open = writer;
    if (open == null) {
      open = dialect.connectWriter();
      generations.doubtEverything();
      writer = open;
    }
    return open;
  }

  private void dropWriter() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }

  private void refuseTheRest() {
    List<Waiting<?>> left = new ArrayList<>();
    queue.drainTo(left);
    for (Waiting<?> waiting : left) {
      if (waiting.claim()) {
        waiting.fail(Waiting.unavailable("the server is stopping"));
        waiting.answer();
      }
    }
  }
}
