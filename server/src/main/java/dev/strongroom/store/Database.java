package dev.strongroom.store;

import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Tx;
import java.sql.SQLException;
import java.util.function.Function;

/// The store's sessions. A read session takes a connection only when memory cannot answer; a write
/// is durable when [#write] returns.
public final class Database implements Ports.Transactions, AutoCloseable {
  /// How many writes have been acknowledged, and how many commits they took.
  public record Counts(long writes, long commits) {}

  private final Dialect dialect;
  private final Generations generations;
  private final GroupCommit writer;

  private Database(Dialect dialect, Generations generations, GroupCommit writer) {
    this.dialect = dialect;
    this.generations = generations;
    this.writer = writer;
  }

  /// Brings the schema up to date and opens for work. Throws [UnusableDatabase] with what to do
  /// when that is impossible.
  public static Database open(Dialect dialect) {
    Generations generations = new Generations(dialect.sharedStamps());
    try {
      SqlConnection connection = migrated(dialect);
      return new Database(dialect, generations, new GroupCommit(dialect, generations, connection));
    } catch (SQLException e) {
      dialect.close();
      String reason = dialect.outage(e).orElse("a statement failed: " + e.getMessage());
      throw new UnusableDatabase("The database cannot be used: " + reason, e);
    } catch (UnusableDatabase e) {
      dialect.close();
      throw e;
    }
  }

  private static SqlConnection migrated(Dialect dialect) throws SQLException {
    SqlConnection connection = dialect.connectWriter();
    try {
      Migrations.apply(connection, dialect);
      return connection;
    } catch (SQLException | UnusableDatabase e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public <R> R read(Function<Tx.Session, R> body) {
    SqlTx session = SqlTx.read(generations, dialect::connectReader);
    try {
      return body.apply(session);
    } catch (SqlFailure e) {
      throw dialect.outage(e.reason()).<RuntimeException>map(Waiting::unavailable).orElse(e);
    } finally {
      session.finish().ifPresent(connection -> release(session, connection));
    }
  }

  @Override
  public <R> R memory(Function<Tx.Session, R> body) {
    SqlTx session = SqlTx.memory(generations);
    try {
      return body.apply(session);
    } finally {
      session.finish();
    }
  }

  @Override
  public <R> R write(Function<Tx.Session, R> body) {
    return writer.write(body);
  }

  public Counts counts() {
    return writer.counts();
  }

  @Override
  public void close() {
    writer.close();
    dialect.close();
  }

  private void release(SqlTx session, SqlConnection connection) {
    if (session.failure().isPresent()) {
      connection.spoil();
    }
    connection.close();
  }
}
