package dev.strongroom.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL for the tests of this JVM: its own folder and port on the loopback, started
/// with the first use and stopped at the end. It runs with the server's default durability.
public final class PostgresFixture {
  private static final Path PACKAGED = Path.of("/usr/lib/postgresql");
  private static final String MIGRATED = "migrated";
  private static final int WAIT_SECONDS = 60;
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Optional<PostgresFixture> running = Optional.empty();

  private final Path binaries;
  private final Path folder;
  private final int port;
  private boolean migrated;

  private PostgresFixture(Path binaries, Path folder, int port) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
  }

  /// The server of this JVM.
  public static synchronized PostgresFixture server() {
    if (running.isEmpty()) {
      running = Optional.of(start());
    }
    return running.get();
  }

  /// The URL of a new database with the current schema and no rows: a copy of one that was migrated
  /// once, which is many times faster.
  public synchronized String freshDatabase() {
    if (!migrated) {
      create(MIGRATED, "");
      Postgres schema = new Postgres(address(url(MIGRATED), false), new SplittableRandom(1));
      Database.open(schema).close();
      migrated = true;
    }
    return create("test" + DATABASES.incrementAndGet(), " TEMPLATE " + MIGRATED);
  }

  /// The URL of a new database with nothing in it.
  public String emptyDatabase() {
    return create("test" + DATABASES.incrementAndGet(), "");
  }

  private String create(String name, String from) {
    try (Connection connection = DriverManager.getConnection(url("postgres"), "strongroom", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + from);
      return url(name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public static Postgres.Address address(String url, boolean shared) {
    return new Postgres.Address(url, "strongroom", Optional.empty(), 8, shared);
  }

  private static PostgresFixture start() {
    try {
      Path folder = Files.createTempDirectory("strongroom-postgres");
      PostgresFixture fixture = new PostgresFixture(findBinaries(), folder, freePort());
      fixture.initialise();
      Runtime.getRuntime().addShutdownHook(new Thread(fixture::stop));
      return fixture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void initialise() {
    if (isRoot()) {
      run(List.of("chown", "nobody", folder.toString()));
    }
    String data = folder.resolve("data").toString();
    runUnprivileged(
        List.of(binary("initdb"), "-D", data, "-U", "strongroom", "-A", "trust", "-E", "UTF8"));
    String options =
        "-c listen_addresses=127.0.0.1 -c port="
            + port
            + " -c max_connections=200 -c unix_socket_directories="
            + folder;
    String log = folder.resolve("log").toString();
    runUnprivileged(List.of(binary("pg_ctl"), "-D", data, "-l", log, "-w", "-o", options, "start"));
  }

  private void stop() {
    String data = folder.resolve("data").toString();
    runUnprivileged(List.of(binary("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"));
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String binary(String name) {
    return binaries.resolve(name).toString();
  }

  private static Path findBinaries() throws IOException {
    if (Files.isDirectory(PACKAGED)) {
      try (var versions = Files.list(PACKAGED)) {
        Optional<Path> newest =
            versions
                .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                .max(Comparator.comparing(v -> Integer.parseInt(v.getFileName().toString())));
        if (newest.isPresent()) {
          return newest.get().resolve("bin");
        }
      }
    }
    throw new IllegalStateException(
        "no PostgreSQL server under "
            + PACKAGED
            + "; install the Debian package `postgresql` (./verify does it)");
  }

  /// `initdb` and the server refuse to run as root.
  private static void runUnprivileged(List<String> command) {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    whole.addAll(command);
    run(whole);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /// The output goes to a file: the server that `pg_ctl` leaves behind would keep a pipe open.
  private static void run(List<String> command) {
    try {
      Path output = Files.createTempFile("strongroom", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroy();
        throw new IllegalStateException(command + " failed: " + Files.readString(output));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
