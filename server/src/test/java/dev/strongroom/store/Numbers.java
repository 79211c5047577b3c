package dev.strongroom.store;

import dev.strongroom.kernel.Tx;
import java.util.Optional;

/// Numbers by name, kept in `audit_pending`: rows for tests of the store itself.
final class Numbers {
  private static final byte[] NOTHING = {};

  private Numbers() {}

  static void write(Tx tx, String name, long value) {
    SqlTx.of(tx)
        .run(
            """
            INSERT INTO audit_pending (id, node, at, record) VALUES (?, 'test', ?, ?)
            ON CONFLICT (id) DO UPDATE SET at = excluded.at
            """,
            name,
            value,
            NOTHING);
  }

  static Optional<Long> read(SqlTx session, String name) {
    return session.one("SELECT at FROM audit_pending WHERE id = ?", row -> row.number("at"), name);
  }
}
