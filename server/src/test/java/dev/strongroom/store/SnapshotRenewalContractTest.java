package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a change costs whoever keeps a value: one load for all who ask, and only of what changed.
/// The value is the numbers of all rows of `audit_pending`.
@ParameterizedClass
@EnumSource
class SnapshotRenewalContractTest {
  private static final String GENERATION = "access";
  private static final int ASKING = 12;

  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;
  private final AtomicInteger loads = new AtomicInteger();
  private final List<Set<String>> renewed = new ArrayList<>();
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private final Snapshot<Map<String, Long>> snapshot =
      new Snapshot<>(GENERATION, this::load, this::renew);

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

  private Map<String, Long> load(SqlTx session) {
    loads.incrementAndGet();
    return all(session);
  }

  private static Map<String, Long> all(SqlTx session) {
    Map<String, Long> all = new TreeMap<>();
    session
        .all("SELECT id, at FROM audit_pending", row -> Map.entry(row.text("id"), row.number("at")))
        .forEach(one -> all.put(one.getKey(), one.getValue()));
    return all;
  }

  private Map<String, Long> renew(SqlTx session, Map<String, Long> before, Set<String> parts) {
    meanwhile.getAndSet(() -> {}).run();
    renewed.add(parts);
    Map<String, Long> after = new TreeMap<>(before);
    for (String part : parts) {
      Numbers.read(session, part)
          .ifPresentOrElse(now -> after.put(part, now), () -> after.remove(part));
    }
    return after;
  }

  @Test
  void aNamedChangeCostsTheReadingOfItsPart() {
    assertThat(now()).isEqualTo(Map.of("a", 1L, "b", 1L));
    set("a", 2);
    assertThat(now()).isEqualTo(Map.of("a", 2L, "b", 1L));
    store.change(tx -> {
      SqlTx.of(tx).run("DELETE FROM audit_pending WHERE id = ?", "b");
      SqlTx.of(tx).bump(GENERATION, "b");
    });
    assertThat(now()).isEqualTo(Map.of("a", 2L));
    assertThat(loads).hasValue(1);
    assertThat(renewed).containsExactly(Set.of("a"), Set.of("b"));
  }

  @Test
  void changesThatNobodyAskedAboutAreCaughtUpTogether() {
    now();
    set("a", 2);
    set("b", 3);
    set("a", 4);
    assertThat(now()).isEqualTo(Map.of("a", 4L, "b", 3L));
    assertThat(loads).hasValue(1);
    assertThat(renewed).containsExactly(Set.of("a", "b"));
  }

  @Test
  void aChangeThatNamesNothingCostsEverything() {
    now();
    set("a", 2);
    store.change(tx -> {
      Numbers.write(tx, "b", 5);
      SqlTx.of(tx).bump(GENERATION);
    });
    set("a", 3);
    assertThat(now()).isEqualTo(Map.of("a", 3L, "b", 5L));
    assertThat(loads).hasValue(2);
    assertThat(renewed).isEmpty();
  }

  @Test
  void whoMissedMoreThanIsKeptReadsEverything() {
    now();
    for (int i = 0; i < History.KEPT; i += 1) {
      set("a", i);
    }
    now();
    assertThat(loads).hasValue(1);
    for (int i = 0; i <= History.KEPT; i += 1) {
      set("a", i);
    }
    assertThat(now()).containsEntry("a", (long) History.KEPT);
    assertThat(loads).hasValue(2);
  }

  @Test
  void aTransactionSeesItsOwnChangesAndOthersOnlyWhatWasCommitted() {
    now();
    set("b", 2);
    store.change(tx -> {
      Numbers.write(tx, "a", 3);
      SqlTx.of(tx).bump(GENERATION, "a");
      assertThat(snapshot.get(tx)).isEqualTo(Map.of("a", 3L, "b", 2L));
      Numbers.write(tx, "c", 4);
      SqlTx.of(tx).bump(GENERATION, "c");
      assertThat(snapshot.get(tx)).isEqualTo(Map.of("a", 3L, "b", 2L, "c", 4L));
    });
    assertThat(now()).isEqualTo(Map.of("a", 3L, "b", 2L, "c", 4L));
    assertThatThrownBy(() ->
            store.change(tx -> {
              Numbers.write(tx, "a", 66);
              SqlTx.of(tx).bump(GENERATION, "a");
              assertThat(snapshot.get(tx)).containsEntry("a", 66L);
              throw new Problem.Malformed("no").asException();
            }))
        .isInstanceOf(Refused.class);
    assertThat(now()).isEqualTo(Map.of("a", 3L, "b", 2L, "c", 4L));
    assertThat(loads).hasValue(1);
  }

  /// What began before two changes sees the rows from before both, whatever others keep.
  @Test
  void aSessionFromBeforeSeesNoMixture() {
    now();
    store.read(tx -> {
      Numbers.read(SqlTx.of(tx), "b");
      elsewhere(() -> set("a", 2));
      elsewhere(this::now);
      elsewhere(() -> set("b", 2));
      Map<String, Long> seen = snapshot.get(tx);
      assertThat(seen).isEqualTo(Map.of("a", 1L, "b", 1L));
      return 0;
    });
    assertThat(now()).isEqualTo(Map.of("a", 2L, "b", 2L));
  }

  /// What is committed between the question what has changed and the reading of it: a session whose
  /// view began only with the reading sees more than what it reads for.
  @Test
  void commitsWhileTheChangesAreReadMakeNoMixture() {
    now();
    set("a", 2);
    meanwhile.set(() -> {
      elsewhere(() -> set("b", 2));
      elsewhere(() -> set("a", 3));
    });
    assertThat(now()).isIn(Map.of("a", 2L, "b", 1L), Map.of("a", 3L, "b", 2L));
    assertThat(now()).isEqualTo(Map.of("a", 3L, "b", 2L));
  }

  /// A commit is in the database before it is among the changes: who reads in between sees all of
  /// it, not the parts that changed before, too.
  @Test
  void aCommitThatIsNotYetAmongTheChangesMakesNoMixture() {
    assumeThat(databases).isEqualTo(Databases.SQLITE); // its driver can be stopped
    AtomicReference<Runnable> committed = new AtomicReference<>(() -> {});
    Sqlite stopping =
        new Sqlite(
            folder.resolve("stopping.db"),
            url -> Committing.then(DriverManager.getConnection(url), committed));
    store.close();
    store = new TestStore(Database.open(stopping));
    both(1, 1);
    now();
    set("a", 2);
    List<Map<String, Long>> seen = new ArrayList<>();
    committed.set(() -> elsewhere(() -> seen.add(now())));
    both(3, 2);
    assertThat(seen).containsExactly(Map.of("a", 3L, "b", 2L));
    assertThat(now()).isEqualTo(Map.of("a", 3L, "b", 2L));
  }

  /// Two bodies in one commit, of which the second changes its part and is undone.
  @Test
  void aBodyThatIsUndoneChangesNoPart() throws Exception {
    now();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    List<Thread> waiting = new ArrayList<>();
    long before = store.database().counts().commits();
    store.change(tx ->
        SqlTx.of(tx)
            .afterCommit(() -> {
              waiting.add(queued(() -> set("a", 2)));
              waiting.add(queued(() -> thrown.set(catchThrowable(this::setBAndFail))));
            }));
    for (Thread one : waiting) {
      one.join();
    }
    assertThat(thrown.get()).isInstanceOf(Refused.class);
    assertThat(now()).isEqualTo(Map.of("a", 2L, "b", 1L));
    long commits = store.database().counts().commits() - before;
    assertThat(commits).as("one of who kept the writer busy, one for both").isBetween(2L, 3L);
    set("b", 5);
    assertThat(now()).isEqualTo(Map.of("a", 2L, "b", 5L));
    assertThat(loads).hasValue(1);
  }

  /// Waits until the body stands in the queue of the writer, which is busy.
  private static Thread queued(Runnable body) {
    Thread thread = Thread.ofVirtual().start(body);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private void setBAndFail() {
    store.change(tx -> {
      Numbers.write(tx, "b", 2);
      SqlTx.of(tx).bump(GENERATION, "b");
      throw new Problem.Malformed("no").asException();
    });
  }

  /// As requests do: in memory first, then with a connection. The one that loads waits until all
  /// have asked.
  @Test
  void oneLoadPerChangeHoweverManyAsk() throws Exception {
    AtomicInteger asking = new AtomicInteger();
    AtomicInteger counted = new AtomicInteger();
    Snapshot<Map<String, Long>> slow =
        new Snapshot<>(
            GENERATION,
            session -> {
              counted.incrementAndGet();
              while (asking.get() < ASKING) {
                Thread.onSpinWait();
              }
              return all(session);
            });
    for (int round = 1; round <= 10; round += 1) {
      long value = round;
      set("a", value);
      asking.set(0);
      List<Future<Map<String, Long>>> answers = new ArrayList<>();
      try (var threads = Executors.newFixedThreadPool(ASKING)) {
        for (int i = 0; i < ASKING; i += 1) {
          answers.add(
              threads.submit(() -> {
                asking.incrementAndGet();
                return asked(slow);
              }));
        }
      }
      for (Future<Map<String, Long>> answer : answers) {
        assertThat(answer.get()).containsEntry("a", value);
      }
      assertThat(counted).hasValue(round);
    }
  }

  private Map<String, Long> asked(Snapshot<Map<String, Long>> slow) {
    try {
      return store.memory(slow::get);
    } catch (NotInMemory wait) {
      return store.read(slow::get);
    }
  }

  private void both(long a, long b) {
    store.change(tx -> {
      Numbers.write(tx, "a", a);
      Numbers.write(tx, "b", b);
      SqlTx.of(tx).bump(GENERATION, "a");
      SqlTx.of(tx).bump(GENERATION, "b");
    });
  }

  private void set(String name, long value) {
    store.change(tx -> {
      Numbers.write(tx, name, value);
      SqlTx.of(tx).bump(GENERATION, name);
    });
  }

  private Map<String, Long> now() {
    return store.read(snapshot::get);
  }

  private static void elsewhere(Runnable work) {
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      thread.submit(work).get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
