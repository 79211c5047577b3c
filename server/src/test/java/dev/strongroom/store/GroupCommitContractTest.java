package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// How writes share a transaction, and what each of them may rely on.
@ParameterizedClass
@EnumSource
class GroupCommitContractTest {
  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  /// Of a caller that has come as far as it can while the writer is busy. Of who waits for the
  /// writer, or has been answered; who waits for the queue's lock does so without a limit.
  private static final Set<Thread.State> SETTLED =
      Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void bodiesThatWaitTogetherShareOneCommitAndSeeEachOther() throws Exception {
    long before = store.database().counts().commits();
    List<Optional<Long>> seen = Collections.synchronizedList(new ArrayList<>());
    whileTheWriterIsBusy(threads -> {
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < 64; i += 1) {
        waiting.add(
            threads.submit(() ->
                store.change(tx -> {
                  Optional<Long> sum = Numbers.read(SqlTx.of(tx), "sum");
                  seen.add(sum);
                  Numbers.write(tx, "sum", sum.orElse(0L) + 1);
                })));
      }
      return waiting;
    });
    assertThat(seen).hasSize(64).doesNotHaveDuplicates();
    assertThat(number("sum")).contains(64L);
    long commits = store.database().counts().commits() - before;
    // One of the busy writer, and one for the sixty-four: several, where they take so long that the
    // time of a batch is over.
    assertThat(commits).isBetween(2L, 16L);
  }

  @Test
  void aBodyThatFailsInTheMiddleOfABatchUndoesOnlyItself() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    whileTheWriterIsBusy(threads -> {
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < 9; i += 1) {
        String name = "n" + i;
        boolean fails = i % 3 == 1;
        waiting.add(
            threads.submit(() -> {
              try {
                store.change(tx -> writeThen(tx, name, fails));
              } catch (Refused expected) {
                refused.incrementAndGet();
              }
            }));
      }
      return waiting;
    });
    assertThat(refused).hasValue(3);
    for (int i = 0; i < 9; i += 1) {
      assertThat(number("n" + i)).isEqualTo(i % 3 == 1 ? Optional.empty() : Optional.of(1L));
    }
  }

  /// On PostgreSQL a failed statement spoils everything after it; so it does on both.
  @Test
  void aStatementThatFailsFailsItsBodyEvenWhenTheBodyLooksAway() {
    assertThatThrownBy(() ->
            store.change(tx -> {
              Numbers.write(tx, "a", 1);
              try {
                SqlTx.of(tx).run("INSERT INTO generation (name) VALUES ('no value')");
              } catch (RuntimeException ignored) {
                Numbers.read(SqlTx.of(tx), "a");
              }
            }))
        .isNotNull();
    assertThat(number("a")).isEmpty();
    store.change(tx -> Numbers.write(tx, "b", 2));
    assertThat(number("b")).contains(2L);
  }

  @Test
  void actionsRunAfterTheCommitAndBeforeTheAnswer() {
    AtomicReference<Optional<Long>> seen = new AtomicReference<>(Optional.empty());
    store.change(tx -> {
      Numbers.write(tx, "a", 1);
      SqlTx.of(tx).afterCommit(() -> seen.set(number("a")));
      assertThat(seen.get()).isEmpty();
    });
    assertThat(seen.get()).contains(1L);
  }

  @Test
  void actionsOfABodyThatFailedNeverRun() {
    AtomicBoolean ran = new AtomicBoolean();
    assertThatThrownBy(() ->
            store.change(tx -> {
              SqlTx.of(tx).afterCommit(() -> ran.set(true));
              throw new Problem.Malformed("no").asException();
            }))
        .isInstanceOf(Refused.class);
    store.change(tx -> Numbers.write(tx, "a", 1));
    assertThat(ran).isFalse();
  }

  @Test
  void aCallerThatGivesUpBeforeItsTurnWritesNothing() throws Exception {
    AtomicReference<Thread> caller = new AtomicReference<>();
    AtomicReference<Throwable> answer = new AtomicReference<>();
    whileTheWriterIsBusy(threads -> {
      Future<?> waiting =
          threads.submit(() -> {
            caller.set(Thread.currentThread());
            try {
              store.change(tx -> Numbers.write(tx, "a", 1));
            } catch (Refused refused) {
              answer.set(refused);
            }
          });
      await(() -> caller.get() != null && caller.get().getState() == Thread.State.TIMED_WAITING);
      caller.get().interrupt();
      await(waiting::isDone);
      return List.of(waiting);
    });
    assertThat(answer.get()).isInstanceOf(Refused.class);
    assertThat(number("a")).isEmpty();
  }

  @Test
  void aFullQueueThrottles() throws Exception {
    AtomicInteger throttled = new AtomicInteger();
    AtomicInteger written = new AtomicInteger();
    int callers = Limits.MAX_WAITING_WRITES + 50;
    whileTheWriterIsBusy(threads -> {
      List<Future<?>> waiting = new ArrayList<>();
      for (int i = 0; i < callers; i += 1) {
        waiting.add(
            threads.submit(() -> {
              try {
                store.change(tx -> written.incrementAndGet());
              } catch (Refused refused) {
                assertThat(refused.problem()).isInstanceOf(Problem.Throttled.class);
                throttled.incrementAndGet();
              }
            }));
      }
      await(() -> throttled.get() == 50);
      return waiting;
    });
    assertThat(written.get()).isEqualTo(Limits.MAX_WAITING_WRITES);
  }

  @Test
  void aSessionIsOverWithItsBody() {
    SqlTx kept = store.write(SqlTx::of);
    assertThatThrownBy(() -> kept.run("DELETE FROM generation"))
        .hasMessageContaining("inside its body only");
    SqlTx read = store.read(SqlTx::of);
    assertThatThrownBy(() -> Numbers.read(read, "a")).hasMessageContaining("inside its body only");
  }

  @Test
  void aWriteCannotStartAnotherWrite() {
    assertThatThrownBy(
            () -> store.change(tx -> store.change(inner -> Numbers.write(inner, "a", 1))))
        .hasMessageContaining("a write does not start another write");
  }

  @Test
  void aChangeWithReturningNeedsAWriteSession() {
    String sql = "INSERT INTO generation (name, value) VALUES ('x', 5) RETURNING value";
    assertThatThrownBy(() -> store.read(tx -> SqlTx.of(tx).one(sql, row -> row.number("value"))))
        .hasMessageContaining("only a write session writes");
    Optional<Long> value = store.write(tx -> SqlTx.of(tx).one(sql, row -> row.number("value")));
    assertThat(value).contains(5L);
  }

  @Test
  void aStoppedStoreRefuses() {
    store.close();
    assertThatThrownBy(() -> store.change(tx -> Numbers.write(tx, "a", 1)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
    store = databases.fresh(folder.resolve("next"));
  }

  private interface Crowd {
    List<Future<?>> gather(java.util.concurrent.ExecutorService threads) throws Exception;
  }

  /// Lets a crowd of writes gather behind one that takes its time *after* its commit, so that they
  /// form the next batch.
  private void whileTheWriterIsBusy(Crowd crowd) throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> started = Collections.synchronizedList(new ArrayList<>());
    ThreadFactory factory =
        task -> {
          Thread thread = Thread.ofVirtual().unstarted(task);
          started.add(thread);
          return thread;
        };
    try (var threads = Executors.newThreadPerTaskExecutor(factory)) {
      Future<?> first =
          threads.submit(() ->
              store.change(tx ->
                  SqlTx.of(tx)
                      .afterCommit(() -> {
                        busy.countDown();
                        uninterrupted(go);
                      })));
      busy.await();
      List<Future<?>> waiting = new ArrayList<>(crowd.gather(threads));
      await(() -> started.stream().skip(1).allMatch(one -> SETTLED.contains(one.getState())));
      go.countDown();
      waiting.add(first);
      for (Future<?> one : waiting) {
        one.get();
      }
    }
  }

  private Optional<Long> number(String name) {
    return store.read(tx -> Numbers.read(SqlTx.of(tx), name));
  }

  private static void writeThen(Tx tx, String name, boolean fails) {
    Numbers.write(tx, name, 1);
    if (fails) {
      throw new Problem.Malformed("no").asException();
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
