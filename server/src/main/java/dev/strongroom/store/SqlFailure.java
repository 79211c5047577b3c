package dev.strongroom.store;

import java.sql.SQLException;

/// A statement that failed, on its way from the session to [Database], which decides what it means.
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final SQLException reason;

  SqlFailure(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  SQLException reason() {
    return reason;
  }
}
