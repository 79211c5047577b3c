package dev.strongroom.store;

import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Problem;
import dev.strongroom.store.Batch.Ran;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

/// The one writer of this node. Bodies that wait run one after another in one transaction and share
/// one COMMIT: one fsync for all of them. A body that throws undoes only itself. Nobody is answered
/// before the COMMIT has returned; when it fails, everybody in it is refused.
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = System.getLogger("dev.strongroom.store");

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
          settle(new Batch(first, generations, this::endsTransaction));
        }
        rest(first == null);
      } catch (InterruptedException e) {
        closing = true;
      }
    }
    refuseTheRest();
    dropWriter();
  }

  /// Runs the batch until it is committed or refused, and answers it. The writer outlives any bug.
  private void settle(Batch batch) {
    try {
      commit(batch);
    } catch (RuntimeException | Error bug) {
      dropWriter();
      batch.fail(bug);
    }
    batch.answer();
  }

  private void commit(Batch batch) {
    for (int attempt = 1; ; attempt += 1) {
      Transaction transaction = new Transaction();
      try {
        if (committed(batch, transaction)) {
          generations.apply(transaction);
          batch.act();
          return;
        }
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

  /// One attempt; false when the batch has to be run again, guarded.
  private boolean committed(Batch batch, Transaction transaction) throws SQLException {
    SqlConnection connection = connection();
    connection.begin();
    if (ran(batch, connection, transaction) == Ran.NEEDS_GUARD) {
      connection.rollback();
      batch.guard();
      return false;
    }
    generations.store(connection, transaction);
    generations.begin(transaction);
    connection.commit();
    commits.incrementAndGet();
    writes.addAndGet(batch.written());
    return true;
  }

  /// Runs who is in the batch already, then whoever has come meanwhile.
  private Ran ran(Batch batch, SqlConnection connection, Transaction transaction)
      throws SQLException {
    long start = System.nanoTime();
    Ran ran = batch.runAll(connection, transaction);
    while (ran == Ran.ALL
        && batch.size() < Limits.MAX_BATCH
        && System.nanoTime() - start < Limits.BATCH_TIME.toNanos()) {
      @Nullable Waiting<?> next = queue.poll();
      if (next == null) {
        return ran;
      }
      if (next.claim()) {
        ran = batch.add(next, connection, transaction);
      }
    }
    return ran;
  }

  private boolean endsTransaction(SQLException failure) {
    return dialect.retryable(failure) || dialect.outage(failure).isPresent();
  }

  /// Nobody in the batch is acknowledged, whatever each body came to: it ran on top of the others.
  private void refuse(Batch batch, SQLException e) {
    Optional<String> outage =
        dialect.retryable(e)
            ? Optional.of("too many conflicts with other nodes")
            : dialect.outage(e);
    if (outage.isPresent()) {
      LOG.log(Level.ERROR, batch.size() + " writes were refused: " + outage.get());
      batch.fail(Waiting.unavailable(outage.get()));
    } else {
      LOG.log(Level.ERROR, batch.size() + " writes failed in their commit", e);
      batch.fail(new SqlFailure(e));
    }
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
      LOG.log(Level.WARNING, "The database writer lost its connection and opens another", e);
      dropWriter();
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
