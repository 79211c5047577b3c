package dev.strongroom.store;

import dev.strongroom.kernel.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection with its prepared statements. Used by one thread at a time.
final class SqlConnection implements AutoCloseable {
  static final int MAX_STATEMENTS = 256;

  /// @param begin how a transaction starts; empty where the driver starts it with the first
  ///   statement
  /// @param keepsStatements false where the driver keeps them itself
  record Manner(Optional<String> begin, boolean keepsStatements) {}

  private record Prepared(PreparedStatement statement, Map<String, Integer> columns) {}

  private final Connection connection;
  private final Manner manner;
  private final Consumer<SqlConnection> giveBack;
  private final Map<String, Prepared> prepared = new LinkedHashMap<>(64, 0.75f, true);
  private boolean usable = true;

  SqlConnection(Connection connection, Manner manner, Consumer<SqlConnection> giveBack) {
    this.connection = connection;
    this.manner = manner;
    this.giveBack = giveBack;
  }

  void begin() throws SQLException {
    if (manner.begin().isPresent()) {
      run(manner.begin().get());
    }
  }

  void commit() throws SQLException {
    if (manner.begin().isPresent()) {
      run("COMMIT");
    } else {
      connection.commit();
    }
  }

  void rollback() throws SQLException {
    if (manner.begin().isPresent()) {
      run("ROLLBACK");
    } else {
      connection.rollback();
    }
  }

  <T> List<T> all(String sql, RowReader<T> reader, Object... binds) throws SQLException {
    Prepared statement = prepare(sql);
    boolean sound = false;
    try (ResultSet rows = bound(statement, binds).executeQuery()) {
      Row row = new Row(rows, columns(statement, rows));
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(reader.read(row));
      }
      sound = true;
      return found;
    } finally {
      done(sql, statement, sound);
    }
  }

  int run(String sql, Object... binds) throws SQLException {
    Prepared statement = prepare(sql);
    boolean sound = false;
    try {
      int changed = bound(statement, binds).executeUpdate();
      sound = true;
      return changed;
    } finally {
      done(sql, statement, sound);
    }
  }

  /// Runs DDL and the like: not prepared, not kept.
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Says that this connection must not be used again.
  void spoil() {
    usable = false;
  }

  boolean usable() {
    return usable;
  }

  /// Gives the connection back to where it came from.
  @Override
  public void close() {
    giveBack.accept(this);
  }

  /// Ends the connection itself.
  void end() throws SQLException {
    connection.close();
  }

  private Prepared prepare(String sql) throws SQLException {
    Prepared known = prepared.get(sql);
    if (known == null) {
      known = new Prepared(connection.prepareStatement(sql), new HashMap<>());
      if (manner.keepsStatements()) {
        keep(sql, known);
      }
    }
    return known;
  }

  private void keep(String sql, Prepared statement) throws SQLException {
    if (prepared.size() >= MAX_STATEMENTS) {
      Iterator<Prepared> eldest = prepared.values().iterator();
      eldest.next().statement().close();
      eldest.remove();
    }
    prepared.put(sql, statement);
  }

  /// A statement that failed is not used again: the SQLite driver has closed it inside. Closing it
  /// must not hide why it failed.
  private void done(String sql, Prepared prepared, boolean sound) throws SQLException {
    if (!sound) {
      this.prepared.remove(sql);
      closeQuietly(prepared.statement());
    } else if (manner.keepsStatements()) {
      prepared.statement().clearParameters();
    } else {
      prepared.statement().close();
    }
  }

  private void closeQuietly(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException e) {
      spoil();
    }
  }

  private Row.Columns columns(Prepared statement, ResultSet rows) throws SQLException {
    if (!manner.keepsStatements()) {
      return rows::findColumn;
    }
    Map<String, Integer> places = statement.columns();
    if (places.isEmpty()) {
      ResultSetMetaData head = rows.getMetaData();
      for (int i = 1; i <= head.getColumnCount(); i += 1) {
        places.put(head.getColumnLabel(i), i);
      }
    }
    return name -> placeOf(places, name);
  }

  private static int placeOf(Map<String, Integer> places, String name) {
    @Nullable Integer place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("no column " + name + " in " + places.keySet());
    }
    return place;
  }

  private static PreparedStatement bound(Prepared prepared, Object... binds) throws SQLException {
    PreparedStatement statement = prepared.statement();
    for (int i = 0; i < binds.length; i += 1) {
      bind(statement, i + 1, binds[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int place, Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(place, text);
      case Long number -> statement.setLong(place, number);
      case Integer number -> statement.setLong(place, number);
      case Boolean flag -> statement.setLong(place, flag ? 1 : 0);
      case byte[] bytes -> statement.setBytes(place, bytes);
      case Instant time -> statement.setLong(place, time.toEpochMilli());
      case Optional<?> maybe when maybe.isPresent() -> bind(statement, place, maybe.get());
      case Optional<?> _ -> statement.setNull(place, Types.NULL);
      default -> Check.that(false, "a bind is text, number, flag, bytes or time: " + place);
    }
  }
}
