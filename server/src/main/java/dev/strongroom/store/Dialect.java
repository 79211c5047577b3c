package dev.strongroom.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Where the two databases differ. Everything else is the same SQL.
public sealed interface Dialect extends AutoCloseable permits Sqlite, Postgres {
  /// A new connection for the one writer of this node.
  SqlConnection connectWriter() throws SQLException;

  /// A connection for one read session; closing gives it back.
  SqlConnection connectReader() throws SQLException;

  /// Whether the transaction may well succeed when it is run again.
  boolean retryable(SQLException failure);

  /// What the operator must know when the database itself cannot work now; safe to show. Empty when
  /// the statement is at fault.
  Optional<String> outage(SQLException failure);

  /// A migration's statement in this database's words.
  String ddl(String statement);

  /// Called on the writer between transactions; `idle` when nobody waits.
  void rest(SqlConnection writer, boolean idle) throws SQLException;

  /// Fresh generation values when other nodes share this database; empty when this node is alone.
  Optional<LongSupplier> sharedStamps();

  @Override
  void close();
}
