package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Two nodes on one PostgreSQL.
class SeveralNodesTest {
  private final String url = PostgresFixture.server().freshDatabase();

  @Test
  void nodesThatStartTogetherOnAnEmptyDatabaseBothStart() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<TestStore>> nodes = new ArrayList<>();
      for (int i = 0; i < 4; i += 1) {
        int seed = i;
        nodes.add(threads.submit(() -> node(seed, true)));
      }
      for (Future<TestStore> node : nodes) {
        node.get().close();
      }
    }
  }

  @Test
  void aWriteOnOneNodeIsSeenByTheNextReadOnTheOther() {
    AtomicInteger loads = new AtomicInteger();
    Snapshot<Long> snapshot =
        new Snapshot<>(
            "access",
            session -> {
              loads.incrementAndGet();
              return Numbers.read(session, "a").orElse(0L);
            });
    RowCache<Long> rows = new RowCache<>(10_000, _ -> 8);
    RowCache<Long> otherRows = new RowCache<>(10_000, _ -> 8);
    try (TestStore one = node(1, true);
        TestStore other = node(2, true)) {
      for (long number = 1; number < 20; number += 1) {
        long value = number;
        other.change(tx -> {
          Numbers.write(tx, "a", value);
          SqlTx.of(tx).bump("access");
          otherRows.forget(tx, "objects:contoso", "a");
        });
        for (int again = 0; again < 3; again += 1) {
          Long seen = one.read(snapshot::get);
          assertThat(seen).isEqualTo(value);
          Optional<Long> row =
              one.read(tx ->
                  rows.get(tx, "objects:contoso", "a", session -> Numbers.read(session, "a")));
          assertThat(row).contains(value);
        }
      }
      assertThat(loads).hasValue(19);
    }
  }

  @Test
  void nodesThatDrawTheSameNumbersStillSeeEachOthersWrites() {
    Snapshot<Long> snapshot =
        new Snapshot<>("access", session -> Numbers.read(session, "a").orElse(0L));
    try (TestStore one = node(7, true);
        TestStore twin = node(7, true)) {
      set(one, 1);
      Long before = one.read(snapshot::get);
      set(twin, 2);
      Long after = one.read(snapshot::get);
      assertThat(before).isEqualTo(1);
      assertThat(after).isEqualTo(2);
    }
  }

  /// Each write decides on what it has read, so a lost update would show in the sum.
  @Test
  void nodesThatCountTogetherLoseNothing() throws Exception {
    try (TestStore one = node(1, true);
        TestStore other = node(2, true)) {
      one.change(tx -> Numbers.write(tx, "sum", 0));
      List<Future<Integer>> all = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i += 1) {
          TestStore node = i % 2 == 0 ? one : other;
          all.add(threads.submit(() -> count(node)));
        }
      }
      long counted = 0;
      for (Future<Integer> each : all) {
        counted += each.get();
      }
      Optional<Long> sum = one.read(tx -> Numbers.read(SqlTx.of(tx), "sum"));
      assertThat(sum).contains(counted);
      assertThat(counted).isGreaterThan(100);
    }
  }

  @Test
  void twoNodesCannotBothCreateTheSameName() throws Exception {
    try (TestStore one = node(1, true);
        TestStore other = node(2, true)) {
      for (int round = 0; round < 20; round += 1) {
        String name = "name" + round;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
          var first = threads.submit(() -> create(one, name));
          var second = threads.submit(() -> create(other, name));
          assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
        }
      }
    }
  }

  @Test
  void aNodeThatTrustsItsMemoryRefusesADatabaseThatOthersUse() {
    try (TestStore alone = node(1, false)) {
      assertThatThrownBy(() -> node(2, false))
          .isInstanceOf(UnusableDatabase.class)
          .hasMessageContaining("another Strongroom uses this database");
      assertThatThrownBy(() -> node(3, true)).isInstanceOf(UnusableDatabase.class);
      alone.change(tx -> Numbers.write(tx, "a", 1));
    }
  }

  @Test
  void aNodeWhoseConnectionsWereCutComesBack() {
    try (TestStore alone = node(1, false)) {
      alone.change(tx -> Numbers.write(tx, "a", 1));
      assertThatThrownBy(() ->
              alone.change(tx ->
                  SqlTx.of(tx)
                      .all(
                          """
                          SELECT CASE WHEN pg_terminate_backend(pid) THEN 1 ELSE 0 END AS ended
                          FROM pg_stat_activity WHERE datname = current_database()
                          """,
                          row -> row.flag("ended"))))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
      alone.change(tx -> Numbers.write(tx, "a", 2));
      Optional<Long> read = alone.read(tx -> Numbers.read(SqlTx.of(tx), "a"));
      assertThat(read).contains(2L);
    }
  }

  private static void set(TestStore node, long value) {
    node.change(tx -> {
      Numbers.write(tx, "a", value);
      SqlTx.of(tx).bump("access");
    });
  }

  private static int count(TestStore node) {
    int counted = 0;
    for (int i = 0; i < 25; i += 1) {
      try {
        node.change(
            tx -> Numbers.write(tx, "sum", Numbers.read(SqlTx.of(tx), "sum").orElseThrow() + 1));
        counted += 1;
      } catch (Refused refused) {
        assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class);
      }
    }
    return counted;
  }

  private static boolean create(TestStore node, String name) {
    return node.write(tx -> {
      boolean free = Numbers.read(SqlTx.of(tx), name).isEmpty();
      if (free) {
        SqlTx.of(tx)
            .run(
                "INSERT INTO audit_pending (id, node, at, record) VALUES (?, '', 0, ?)",
                name,
                new byte[0]);
      }
      return free;
    });
  }

  private TestStore node(int seed, boolean shared) {
    return new TestStore(
        Database.open(
            new Postgres(PostgresFixture.address(url, shared), new SplittableRandom(seed))));
  }
}
