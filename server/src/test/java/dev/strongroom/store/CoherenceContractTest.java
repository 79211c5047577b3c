package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Tx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What caches may and may not say. The thing cached is the number of one row of `audit_pending`.
@ParameterizedClass
@EnumSource
class CoherenceContractTest {
  private static final String GENERATION = "vault:contoso";

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final AtomicInteger loads = new AtomicInteger();
  private final Snapshot<Long> snapshot =
      new Snapshot<>(
          GENERATION,
          session -> {
            loads.incrementAndGet();
            return Numbers.read(session, "a").orElse(0L);
          });
  private final KeyedSnapshot<String, Optional<Long>> keyed =
      new KeyedSnapshot<>(
          name -> GENERATION,
          (session, name) -> {
            loads.incrementAndGet();
            return Numbers.read(session, name);
          },
          10);
  private final RowCache<Long> rows = new RowCache<>(100_000, _ -> 8);

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
    store.change(tx -> {
      Numbers.write(tx, "a", 1);
      Numbers.write(tx, "b", 1);
      SqlTx.of(tx).bump(GENERATION);
    });
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aSnapshotIsLoadedOnceAndAgainAfterABump() {
    assertThat(snapshotNow()).isEqualTo(1);
    assertThat(snapshotNow()).isEqualTo(1);
    assertThat(loads).hasValue(1);
    set("a", 2);
    assertThat(snapshotNow()).isEqualTo(2);
    assertThat(loads).hasValue(2);
  }

  /// Who asks while somebody loads waits for that, and loads nothing.
  @Test
  void oneLoadsForAllWhoAskMeanwhile() throws Exception {
    AtomicReference<Thread> second = new AtomicReference<>();
    AtomicLong answer = new AtomicLong();
    AtomicInteger first = new AtomicInteger();
    AtomicReference<Snapshot<Long>> slow = new AtomicReference<>();
    slow.set(
        new Snapshot<>(
            GENERATION,
            session -> {
              if (first.getAndIncrement() == 0) {
                Thread other =
                    Thread.ofPlatform().start(() -> answer.set(readAfterAQuery(slow.get())));
                second.set(other);
                while (other.isAlive() && other.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
              }
              return Numbers.read(session, "a").orElse(0L);
            }));
    assertThat(readAfterAQuery(slow.get())).isEqualTo(1);
    second.get().join();
    assertThat(answer).hasValue(1);
    assertThat(first).hasValue(1);
  }

  private long readAfterAQuery(Snapshot<Long> asked) {
    return store.<Long>read(tx -> {
      Numbers.read(SqlTx.of(tx), "b");
      return asked.get(tx);
    });
  }

  @Test
  void aKeyedSnapshotIsLoadedOncePerKeyAndAgainAfterABump() {
    assertThat(keyedNow("a")).contains(1L);
    assertThat(keyedNow("b")).contains(1L);
    assertThat(keyedNow("c")).isEmpty();
    assertThat(keyedNow("c")).isEmpty();
    assertThat(loads).hasValue(3);
    set("c", 3);
    assertThat(keyedNow("c")).contains(3L);
  }

  /// Several nodes have to compare generations, which is not possible in memory.
  @Test
  void memoryAnswersOnlyWhatItKnowsToBeFresh() {
    assertNotInMemory();
    snapshotNow();
    if (databases == Databases.POSTGRES_SHARED) {
      assertNotInMemory();
      return;
    }
    Long inMemory = store.memory(snapshot::get);
    assertThat(inMemory).isEqualTo(1);
    set("a", 2);
    assertNotInMemory();
  }

  @Test
  void aTransactionSeesItsOwnChangeAndOthersSeeItAfterwards() {
    snapshotNow();
    store.change(tx -> {
      Numbers.write(tx, "a", 2);
      SqlTx.of(tx).bump(GENERATION);
      assertThat(snapshot.get(tx)).isEqualTo(2);
      assertThat(elsewhere(this::snapshotNow)).isEqualTo(1);
      Numbers.write(tx, "a", 3);
      assertThat(snapshot.get(tx)).isEqualTo(3);
    });
    assertThat(snapshotNow()).isEqualTo(3);
  }

  @Test
  void whatWasRolledBackWasNeverCached() {
    assertThatThrownBy(() ->
            store.change(tx -> {
              Numbers.write(tx, "a", 66);
              snapshot.get(tx); // cold, and not bumped yet
              SqlTx.of(tx).bump(GENERATION);
              snapshot.get(tx);
              throw new Problem.Malformed("no").asException();
            }))
        .isInstanceOf(Refused.class);
    assertThat(snapshotNow()).isEqualTo(1);
  }

  @Test
  void whatABodyThatNeverBumpedSawIsNotCachedEither() {
    assertThatThrownBy(() ->
            store.change(tx -> {
              Numbers.write(tx, "a", 66);
              assertThat(snapshot.get(tx)).isEqualTo(66);
              throw new Problem.Malformed("no").asException();
            }))
        .isInstanceOf(Refused.class);
    assertThat(snapshotNow()).isEqualTo(1);
  }

  @Test
  void aReaderThatReadTooEarlyCannotFillTheCache() {
    Snapshot<Long> slow =
        new Snapshot<>(
            GENERATION,
            session -> {
              long old = Numbers.read(session, "a").orElseThrow();
              if (old == 1) {
                elsewhere(() -> set("a", 2));
              }
              return old;
            });
    Long early = store.read(slow::get);
    Long next = store.read(slow::get);
    assertThat(early).isEqualTo(1);
    assertThat(next).isEqualTo(2);
  }

  /// Its first statement fixed what the session sees; the cache is asked after another commit.
  @Test
  void aSessionThatBeganBeforeACommitCannotFillTheCache() {
    store.read(tx -> {
      Numbers.read(SqlTx.of(tx), "b");
      elsewhere(() -> set("a", 2));
      assertThat(snapshot.get(tx)).isEqualTo(1);
      assertThat(row(tx, "a")).contains(1L);
      return 0;
    });
    assertThat(snapshotNow()).isEqualTo(2);
    assertThat(rowNow("a")).contains(2L);
  }

  @Test
  void aRowReaderThatReadTooEarlyCannotFillTheCache() {
    Optional<Long> early =
        store.read(tx ->
            rows.get(
                tx,
                "objects:contoso",
                "a",
                session -> {
                  Optional<Long> old = Numbers.read(session, "a");
                  elsewhere(() -> set("a", 2));
                  return old;
                }));
    assertThat(early).contains(1L);
    assertThat(rowNow("a")).contains(2L);
  }

  /// The weight is asked for after the check that nothing changed, and before the cache is filled.
  @Test
  void aCommitBetweenTheCheckAndTheFillKeepsTheRowOut() {
    AtomicReference<RowCache<Long>> cache = new AtomicReference<>();
    RowCache<Long> narrow =
        new RowCache<>(
            100_000,
            value -> {
              if (value == 1) {
                elsewhere(() -> setIn(cache.get(), "a", 2));
              }
              return 8;
            });
    cache.set(narrow);
    for (long expected = 1; expected <= 2; expected += 1) {
      Optional<Long> row =
          store.read(
              tx -> narrow.get(tx, "objects:contoso", "a", session -> Numbers.read(session, "a")));
      assertThat(row).contains(expected);
    }
  }

  @Test
  void writingOneRowLeavesTheOthersCached() {
    rowNow("a");
    rowNow("b");
    rowNow("a");
    rowNow("b");
    assertThat(loads).hasValue(2);
    set("a", 2);
    assertThat(rowNow("b")).contains(1L);
    assertThat(loads).hasValue(2);
    assertThat(rowNow("a")).contains(2L);
    assertThat(loads).hasValue(3);
    set("a", 3);
    assertThat(rowNow("b")).contains(1L);
    assertThat(loads).hasValue(3);
    assertThat(rowNow("a")).contains(3L);
  }

  @Test
  void bumpingTheGenerationDropsAllItsRows() {
    rowNow("a");
    rowNow("b");
    store.change(tx -> SqlTx.of(tx).bump("objects:contoso"));
    rowNow("a");
    rowNow("b");
    assertThat(loads).hasValue(4);
  }

  @Test
  void nobodyReadsLessThanWasAcknowledged() throws Exception {
    AtomicLong acknowledged = new AtomicLong(1);
    AtomicBoolean done = new AtomicBoolean();
    List<Future<?>> readers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6; i += 1) {
        readers.add(threads.submit(() -> readUntil(done, acknowledged)));
      }
      for (long number = 2; number < 300; number += 1) {
        set("a", number);
        acknowledged.set(number);
      }
      done.set(true);
    }
    for (Future<?> reader : readers) {
      reader.get();
    }
  }

  private void readUntil(AtomicBoolean done, AtomicLong acknowledged) {
    while (!done.get()) {
      long least = acknowledged.get();
      assertThat(snapshotNow()).isGreaterThanOrEqualTo(least);
      assertThat(keyedNow("a").orElseThrow()).isGreaterThanOrEqualTo(least);
      assertThat(rowNow("a").orElseThrow()).isGreaterThanOrEqualTo(least);
    }
  }

  private void set(String name, long value) {
    setIn(rows, name, value);
  }

  private void setIn(RowCache<Long> cache, String name, long value) {
    store.change(tx -> {
      Numbers.write(tx, name, value);
      SqlTx.of(tx).bump(GENERATION);
      cache.forget(tx, "objects:contoso", name);
    });
  }

  private Long snapshotNow() {
    return store.read(snapshot::get);
  }

  private Optional<Long> keyedNow(String name) {
    return store.read(tx -> keyed.get(tx, name));
  }

  private Optional<Long> rowNow(String name) {
    return store.read(tx -> row(tx, name));
  }

  private Optional<Long> row(Tx tx, String name) {
    return rows.get(
        tx,
        "objects:contoso",
        name,
        session -> {
          loads.incrementAndGet();
          return Numbers.read(session, name);
        });
  }

  private void assertNotInMemory() {
    assertThatThrownBy(() -> store.memory(snapshot::get)).isSameAs(NotInMemory.SIGNAL);
    assertThatThrownBy(() -> store.memory(tx -> row(tx, "a"))).isSameAs(NotInMemory.SIGNAL);
  }

  private static <R> R elsewhere(java.util.function.Supplier<R> work) {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      return thread.submit(work::get).get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void elsewhere(Runnable work) {
    elsewhere(() -> {
      work.run();
      return true;
    });
  }
}
