package dev.strongroom.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// PostgreSQL 15 or later, for one node or several.
///
/// Writes run SERIALIZABLE: an operation decides on what it has read ("no such name yet", "still
/// assigned"), and no weaker level keeps two nodes from deciding on the same state. A node has one
/// writer that commits batches, as on SQLite: its own writes then never conflict with each other,
/// and one round of fsync serves all of them; only nodes that write to the same vault at the same
/// time run a batch again. Reads see one REPEATABLE READ state per session.
///
/// An advisory lock keeps a node that believes itself alone, and so trusts its memory, from a
/// database that others use.
public final class Postgres implements Dialect {
  /// @param user empty: the URL names it
  /// @param passwordFile read at every connect, so that a rotated password needs no restart;
  ///   without it the server must know us by certificate, peer or trust
  /// @param connections for reads; the writer has one more
  /// @param shared whether other nodes use the database too
  public record Address(
      String url, String user, Optional<Path> passwordFile, int connections, boolean shared) {}

  private static final long PRESENCE_LOCK = 0x5354524f4e47L;
  private static final String TAKEN = "ST001";
  private static final String UNSAFE = "ST002";
  private static final String NO_PASSWORD = "ST005";

  /// A sequential scan, which PostgreSQL prefers on small tables, would make every write of another
  /// node a conflict; an index scan conflicts only over the rows near it.
  private static final String NARROW_READS = "SET SESSION enable_seqscan = off";

  private static final Pattern BLOB = Pattern.compile("\\bBLOB\\b");
  private static final Pattern TEXT = Pattern.compile("\\bTEXT\\b");
  private static final SqlConnection.Manner DRIVEN =
      new SqlConnection.Manner(Optional.empty(), false);

  /// Both sides notice a lost peer within half a minute, so that a lock does not outlive its node.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ApplicationName", "strongroom",
          "connectTimeout", "10",
          "socketTimeout", "60",
          "tcpKeepAlive", "true",
          "logServerErrorDetail", "false",
          "options",
              "-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
                  + " -c idle_in_transaction_session_timeout=60000");

  private final Address address;
  private final RandomGenerator random;
  private final HikariDataSource readers;

  public Postgres(Address address, RandomGenerator random) {
    this.address = address;
    this.random = random;
    this.readers = new HikariDataSource(pool());
  }

  @Override
  public SqlConnection connectWriter() throws SQLException {
    Connection connection = DriverManager.getConnection(address.url(), properties());
    SqlConnection writer = new SqlConnection(connection, DRIVEN, Postgres::endQuietly);
    try {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      insistOnDurability(writer);
      writer.execute(NARROW_READS);
      takePresence(writer);
      writer.commit();
      return writer;
    } catch (SQLException e) {
      endQuietly(writer);
      throw e;
    }
  }

  @Override
  public SqlConnection connectReader() throws SQLException {
    return new SqlConnection(readers.getConnection(), DRIVEN, this::giveBack);
  }

  @Override
  public boolean retryable(SQLException failure) {
    return List.of("40001", "40P01").contains(state(failure));
  }

  @Override
  public Optional<String> outage(SQLException failure) {
    String state = state(failure);
    if (failure instanceof SQLTransientConnectionException) {
      return Optional.of("every connection to the database is busy, or it cannot be reached");
    }
    return switch (state) {
      case TAKEN ->
          Optional.of(
              "another Strongroom uses this database; stop it, or set `shared: true` on every node");
      case UNSAFE ->
          Optional.of("PostgreSQL runs with fsync=off and would lose writes; set fsync=on");
      case NO_PASSWORD -> Optional.of("the password file of the database cannot be read");
      case "53100" -> Optional.of("the disk of the database is full");
      case "25006" -> Optional.of("the database is read-only; is it a standby?");
      case "3D000" -> Optional.of("the database named in the configuration does not exist");
      default -> outageByClass(state);
    };
  }

  /// Text is ordered and compared by its bytes, as SQLite does: a locale would order names in
  /// another way, and lose index entries when its rules change.
  @Override
  public String ddl(String statement) {
    String bytes = BLOB.matcher(statement).replaceAll("BYTEA");
    return TEXT.matcher(bytes).replaceAll("TEXT COLLATE \"C\"");
  }

  /// PostgreSQL looks after itself.
  @Override
  public void rest(SqlConnection writer, boolean idle) {}

  @Override
  public Optional<LongSupplier> sharedStamps() {
    return address.shared() ? Optional.of(() -> random.nextLong() | 1) : Optional.empty();
  }

  @Override
  public void close() {
    readers.close();
  }

  private static Optional<String> outageByClass(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> Optional.of("the database cannot be reached");
      case "28" -> Optional.of("the database refuses this user or password");
      case "53" -> Optional.of("the database is out of connections or memory");
      case "57" -> Optional.of("the database is stopping or starting");
      case "58", "XX" -> Optional.of("the database reports a fault of its disk or files");
      default -> Optional.empty();
    };
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  /// An acknowledged write has been fsynced, whatever the server's defaults are.
  private static void insistOnDurability(SqlConnection writer) throws SQLException {
    if (setting(writer, "fsync").equals("off")) {
      throw new SQLException("fsync=off", UNSAFE);
    }
    if (setting(writer, "synchronous_commit").equals("off")) {
      writer.execute("SET SESSION synchronous_commit = on");
    }
  }

  private static String setting(SqlConnection writer, String name) throws SQLException {
    return writer
        .all("SELECT current_setting(?) AS value", row -> row.text("value"), name)
        .getFirst();
  }

  private void takePresence(SqlConnection writer) throws SQLException {
    String function = address.shared() ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";
    String sql = "SELECT CASE WHEN " + function + "(?) THEN 1 ELSE 0 END AS taken";
    if (!writer.all(sql, row -> row.flag("taken"), PRESENCE_LOCK).getFirst()) {
      throw new SQLException("presence lock", TAKEN);
    }
  }

  private HikariConfig pool() {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("store-readers");
    pool.setJdbcUrl(address.url());
    if (!address.user().isEmpty()) {
      pool.setCredentialsProvider(this::credentials);
    }
    PROPERTIES.forEach(pool::addDataSourceProperty);
    pool.setMaximumPoolSize(address.connections());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(Limits.READ_WAIT.toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setAutoCommit(false);
    pool.setReadOnly(true);
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    return pool;
  }

  private Properties properties() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(PROPERTIES);
    try {
      Credentials credentials = credentials();
      if (!address.user().isEmpty()) {
        properties.put("user", credentials.getUsername());
      }
      if (credentials.getPassword() != null) {
        properties.put("password", credentials.getPassword());
      }
      return properties;
    } catch (UncheckedIOException e) {
      throw new SQLException("password file", NO_PASSWORD, e);
    }
  }

  private Credentials credentials() {
    return Credentials.of(
        address.user(), address.passwordFile().map(Postgres::firstLine).orElse(null));
  }

  private static String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void giveBack(SqlConnection reader) {
    try {
      reader.rollback();
    } catch (SQLException e) {
      reader.spoil(); // the pool tests a connection before it lends it again
    }
    endQuietly(reader);
  }

  private static void endQuietly(SqlConnection connection) {
    try {
      connection.end();
    } catch (SQLException e) {
      connection.spoil(); // nothing is lost: what was acknowledged has been committed
    }
  }
}
