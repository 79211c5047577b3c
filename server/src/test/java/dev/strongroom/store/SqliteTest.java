package dev.strongroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only the file database promises.
class SqliteTest {
  private static final int IO_ERROR = 10;

  @TempDir Path folder;

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    Path made = folder.resolve("new/data");
    try (TestStore store = open(new Sqlite(made.resolve("strongroom.db")))) {
      store.change(tx -> Numbers.write(tx, "a", 1));
      assertThat(permissions(made)).isEqualTo("rwx------");
      try (var files = Files.list(made)) {
        assertThat(files.toList())
            .hasSizeGreaterThanOrEqualTo(3)
            .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void aSecondServerOnTheSameFileIsRefused() {
    Path file = folder.resolve("strongroom.db");
    try (TestStore store = open(new Sqlite(file))) {
      assertThatThrownBy(() -> new Sqlite(file))
          .isInstanceOf(UnusableDatabase.class)
          .hasMessageContaining("Another Strongroom is running");
      store.change(tx -> Numbers.write(tx, "a", 1));
    }
    try (TestStore again = open(new Sqlite(file))) {
      assertThat(number(again, "a")).contains(1L);
    }
  }

  @Test
  void aFullDiskRefusesWritesKeepsReadsAndLosesNothing() {
    AtomicInteger pages = new AtomicInteger(400);
    Sqlite dialect = new Sqlite(folder.resolve("strongroom.db"), url -> limited(url, pages.get()));
    try (TestStore store = open(dialect)) {
      int acknowledged = fillUp(store);
      assertThat(acknowledged).isPositive();
      for (int i = 0; i < acknowledged; i += 1) {
        assertThat(number(store, "big" + i)).contains((long) i);
      }
      assertThat(number(store, "big" + acknowledged)).isEmpty();
      pages.set(100_000); // the operator has made room
      store.change(tx -> Numbers.write(tx, "after", 2));
      assertThat(number(store, "after")).contains(2L);
    }
  }

  /// The disk fails at the fsync of the COMMIT: whoever shared it is refused, and nobody else.
  @Test
  void aCommitThatFailsAcknowledgesNobody() throws Exception {
    AtomicBoolean failing = new AtomicBoolean();
    Sqlite dialect =
        new Sqlite(
            folder.resolve("strongroom.db"),
            url -> failingCommits(DriverManager.getConnection(url), failing));
    try (TestStore store = open(dialect)) {
      store.change(tx -> Numbers.write(tx, "before", 1));
      Snapshot<Optional<Long>> cached =
          new Snapshot<>("access", session -> Numbers.read(session, "caller0"));
      Optional<Long> warm = store.read(cached::get);
      assertThat(warm).isEmpty();
      failing.set(true);
      List<Future<?>> callers = new ArrayList<>();
      CountDownLatch start = new CountDownLatch(1);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i += 1) {
          String name = "caller" + i;
          callers.add(
              threads.submit(() -> {
                start.await();
                assertUnavailable(store, name);
                return 0;
              }));
        }
        start.countDown();
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      failing.set(false);
      for (int i = 0; i < 16; i += 1) {
        assertThat(number(store, "caller" + i)).isEmpty();
      }
      store.change(tx -> Numbers.write(tx, "after", 2));
      assertThat(number(store, "before")).contains(1L);
      assertThat(number(store, "after")).contains(2L);
      Optional<Long> afterwards = store.read(cached::get);
      assertThat(afterwards).isEmpty();
    }
  }

  /// Readers that always overlap keep a log from ever starting over, unless somebody insists.
  @Test
  void theLogStaysBoundedUnderConstantReading() throws Exception {
    Path file = folder.resolve("strongroom.db");
    AtomicBoolean done = new AtomicBoolean();
    try (TestStore store = open(new Sqlite(file));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i += 1) {
        threads.submit(() -> {
          while (!done.get()) {
            number(store, "big1");
          }
        });
      }
      for (int i = 0; i < 600; i += 1) {
        big(store, "big" + i % 50, i, 200_000);
      }
      done.set(true);
      assertThat(Files.size(file.resolveSibling("strongroom.db-wal")))
          .isLessThan(2 * Limits.MAX_WAL_BYTES);
    }
  }

  @Test
  void whatIsDeletedIsOverwritten() throws Exception {
    byte[] marker = "canary-5f1d".getBytes(StandardCharsets.UTF_8);
    try (TestStore store = open(new Sqlite(folder.resolve("strongroom.db")))) {
      store.change(tx ->
          SqlTx.of(tx)
              .run(
                  "INSERT INTO audit_pending (id, node, at, record) VALUES ('m', '', 0, ?)",
                  marker));
      assertThat(filesWith(marker)).isNotEmpty();
      store.change(tx -> SqlTx.of(tx).run("DELETE FROM audit_pending WHERE id = 'm'"));
      long deadline = System.nanoTime() + 10 * Limits.IDLE.toNanos();
      while (!filesWith(marker).isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      assertThat(filesWith(marker)).isEmpty();
    }
  }

  private List<Path> filesWith(byte[] marker) throws IOException {
    List<Path> found = new ArrayList<>();
    String wanted = new String(marker, StandardCharsets.ISO_8859_1);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static int fillUp(TestStore store) {
    for (int i = 0; i < 1000; i += 1) {
      try {
        big(store, "big" + i, i, 10_000);
      } catch (Refused refused) {
        assertThat(refused.problem())
            .isInstanceOfSatisfying(
                Problem.Unavailable.class,
                full -> assertThat(full.reason()).contains("the disk of the database is full"));
        return i;
      }
    }
    throw new AssertionError("the disk never filled");
  }

  private static void assertUnavailable(TestStore store, String name) {
    assertThatThrownBy(() ->
            store.change(tx -> {
              Numbers.write(tx, name, 1);
              SqlTx.of(tx).bump("access");
            }))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Unavailable.class));
  }

  private static void big(TestStore store, String name, long value, int bytes) {
    store.change(tx ->
        SqlTx.of(tx)
            .run(
                """
                INSERT INTO audit_pending (id, node, at, record) VALUES (?, '', ?, ?)
                ON CONFLICT (id) DO UPDATE SET at = excluded.at, record = excluded.record
                """,
                name,
                value,
                new byte[bytes]));
  }

  /// A disk with room for so many pages of the database.
  private static Connection limited(String url, int pages) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count=" + pages);
    }
    return connection;
  }

  private static Optional<Long> number(TestStore store, String name) {
    return store.read(tx -> Numbers.read(SqlTx.of(tx), name));
  }

  private static TestStore open(Sqlite dialect) {
    return new TestStore(Database.open(dialect));
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection failingCommits(Connection real, AtomicBoolean failing) {
    return (Connection)
        Proxy.newProxyInstance(
            SqliteTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                boolean commit =
                    result instanceof PreparedStatement && "COMMIT".equals(arguments[0]);
                return commit ? failingStatement((PreparedStatement) result, failing) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static PreparedStatement failingStatement(PreparedStatement real, AtomicBoolean failing) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            SqliteTest.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (_, method, arguments) -> {
              if (failing.get() && method.getName().startsWith("execute")) {
                throw new SQLException("fsync failed", "", IO_ERROR);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
