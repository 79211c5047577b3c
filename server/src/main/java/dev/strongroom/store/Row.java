package dev.strongroom.store;

import dev.strongroom.kernel.Check;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of an answer; columns by name. The plain readers promise a value, the `maybe…` readers
/// answer empty for NULL.
public final class Row {
  /// Finds a column's place in the answer.
  @FunctionalInterface
  interface Columns {
    int of(String name) throws SQLException;
  }

  @FunctionalInterface
  private interface Cell<T> {
    @Nullable T at(int column) throws SQLException;
  }

  private final ResultSet rows;
  private final Columns columns;

  Row(ResultSet rows, Columns columns) {
    this.rows = rows;
    this.columns = columns;
  }

  public String text(String column) {
    return present(column, maybeText(column));
  }

  public long number(String column) {
    return present(column, maybeNumber(column));
  }

  public boolean flag(String column) {
    return number(column) != 0;
  }

  public byte[] bytes(String column) {
    return present(column, maybeBytes(column));
  }

  public Instant time(String column) {
    return present(column, maybeTime(column));
  }

  public Optional<String> maybeText(String column) {
    return cell(column, rows::getString);
  }

  public Optional<Long> maybeNumber(String column) {
    return cell(column, rows::getLong);
  }

  public Optional<Boolean> maybeFlag(String column) {
    return maybeNumber(column).map(number -> number != 0);
  }

  public Optional<byte[]> maybeBytes(String column) {
    return cell(column, rows::getBytes);
  }

  public Optional<Instant> maybeTime(String column) {
    return maybeNumber(column).map(Instant::ofEpochMilli);
  }

  private <T> Optional<T> cell(String column, Cell<T> cell) {
    try {
      T value = cell.at(columns.of(column));
      return rows.wasNull() ? Optional.empty() : Optional.ofNullable(value);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  private static <T> T present(String column, Optional<T> value) {
    Check.that(value.isPresent(), "column " + column + " is not NULL");
    return value.orElseThrow();
  }
}
