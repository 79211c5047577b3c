package dev.strongroom.store;

import dev.strongroom.audit.PendingRecords;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Tx;
import java.util.Collections;
import java.util.List;

/// The audit records of writes, from their transaction until they stand in the log. It opens
/// transactions of its own for what the log does behind the requests; no request sees these rows.
public final class AuditSql implements PendingRecords {
  /// Ids sort as text in the order of their numbers.
  private static final String NUMBER = "%019d";

  private final Ports.Transactions transactions;

  public AuditSql(Ports.Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void insert(Tx tx, String node, Pending pending, Runnable committed) {
    SqlTx session = SqlTx.of(tx);
    session.run(
        """
        INSERT INTO audit_pending (id, node, at, record)
        VALUES (?, ?, ?, ?)
        """,
        id(node, pending.id()),
        node,
        pending.at(),
        pending.record());
    session.afterCommit(committed);
  }

  @Override
  public List<Pending> all(String node) {
    return transactions.read(session ->
        session(session)
            .all(
                """
                SELECT id, at, record
                FROM audit_pending
                WHERE node = ?
                ORDER BY id
                """,
                AuditSql::pending,
                node));
  }

  @Override
  public void delete(String node, List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
    Object[] keys = ids.stream().map(id -> id(node, id)).toArray();
    transactions.write(session ->
        session(session).run("DELETE FROM audit_pending WHERE id IN (" + marks + ")", keys));
  }

  private static Pending pending(Row row) {
    String id = row.text("id");
    long number = Long.parseLong(id.substring(id.lastIndexOf('/') + 1));
    return new Pending(number, row.time("at"), row.bytes("record"));
  }

  private static String id(String node, long number) {
    return node + "/" + String.format(NUMBER, number);
  }

  private static SqlTx session(Tx.Session session) {
    return (SqlTx) session;
  }
}
