package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseContractTest {
  @Parameter Databases databases;
  @TempDir Path folder;
  private TestStore store;

  @BeforeEach
  void open() {
    store = databases.fresh(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aWriteIsThereWhenItReturns() {
    store.change(tx -> put(tx, "a", 1));
    assertThat(stored("a")).contains(1L);
  }

  @Test
  void aWriteReadsItsOwnRows() {
    Optional<Long> seen =
        store.write(tx -> {
          put(tx, "a", 7);
          return get(tx, "a");
        });
    assertThat(seen).contains(7L);
  }

  @Test
  void aBodyThatThrowsLeavesNothing() {
    assertThatThrownBy(() ->
            store.change(tx -> {
              put(tx, "a", 1);
              throw new Problem.Malformed("no").asException();
            }))
        .hasMessage("Malformed");
    assertThat(stored("a")).isEmpty();
  }

  @Test
  void everyKindOfValueComesBackAsItWas() {
    Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
    byte[] bytes = {0, 1, -1};
    store.change(tx ->
        SqlTx.of(tx)
            .run(
                "INSERT INTO audit_pending (id, node, at, record) VALUES (?, ?, ?, ?)",
                "ü'?",
                true,
                at,
                bytes));
    store.read(tx ->
        SqlTx.of(tx)
            .one(
                "SELECT id, at, record, NULL AS absent FROM audit_pending",
                row -> {
                  assertThat(row.text("id")).isEqualTo("ü'?");
                  assertThat(row.time("at")).isEqualTo(at);
                  assertThat(row.bytes("record")).isEqualTo(bytes);
                  assertThat(row.maybeText("absent")).isEmpty();
                  return row;
                }));
  }

  @Test
  void aReadCannotWrite() {
    assertThatThrownBy(() ->
            store.read(tx -> {
              put(tx, "a", 1);
              return 0;
            }))
        .hasMessageContaining("only a write session writes");
  }

  @Test
  void memoryNeverTouchesTheDatabase() {
    assertThatThrownBy(() -> store.memory(tx -> get(tx, "a"))).isSameAs(NotInMemory.SIGNAL);
  }

  @Test
  void callersShareCommitsAndOneFailureUndoesOnlyItself() throws Exception {
    int callers = 64;
    int rounds = 8;
    var before = store.database().counts();
    var start = new CountDownLatch(1);
    List<Future<?>> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller += 1) {
        String name = "caller" + caller;
        boolean fails = caller % 8 == 0;
        all.add(
            threads.submit(() -> {
              start.await();
              for (int round = 0; round < rounds; round += 1) {
                writeOrFail(name + "-" + round, fails);
              }
              return 0;
            }));
      }
      start.countDown();
    }
    for (Future<?> one : all) {
      one.get();
    }
    long writes = store.database().counts().writes() - before.writes();
    long commits = store.database().counts().commits() - before.commits();
    assertThat(writes).isEqualTo(56 * 8);
    assertThat(commits).isLessThan(writes);
    assertThat(rows()).isEqualTo(56 * 8);
  }

  private void writeOrFail(String name, boolean fails) {
    try {
      store.change(tx -> {
        put(tx, name, 1);
        if (fails) {
          throw new IllegalArgumentException(name);
        }
      });
      assertThat(stored(name)).contains(1L);
    } catch (IllegalArgumentException e) {
      assertThat(fails).isTrue();
    }
  }

  private static void put(Tx tx, String name, long value) {
    SqlTx.of(tx).run("INSERT INTO generation (name, value) VALUES (?, ?)", name, value);
  }

  private static Optional<Long> get(Tx tx, String name) {
    return SqlTx.of(tx)
        .one("SELECT value FROM generation WHERE name = ?", row -> row.number("value"), name);
  }

  private Optional<Long> stored(String name) {
    return store.read(tx -> get(tx, name));
  }

  private long rows() {
    return store.read(tx ->
        SqlTx.of(tx)
            .one("SELECT COUNT(*) AS n FROM generation", row -> row.number("n"))
            .orElseThrow());
  }
}
