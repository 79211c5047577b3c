package dev.strongroom.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The write bodies of one transaction, in the order they run.
///
/// A body that throws before it changed a row needs no undoing. One that changed rows and then
/// throws is rare, so the bodies run without savepoints (two round trips each on PostgreSQL) until
/// that happens; then the batch starts over with a savepoint around each.
final class Batch {
  /// What became of a run.
  enum Ran {
    ALL,
    /// A body has to be undone without the others: roll back and run again, guarded.
    NEEDS_GUARD
  }

  private final List<Waiting<?>> members = new ArrayList<>();
  private final Generations generations;
  private final Predicate<SQLException> endsTransaction;
  private boolean guarded;

  Batch(Waiting<?> first, Generations generations, Predicate<SQLException> endsTransaction) {
    this.members.add(first);
    this.generations = generations;
    this.endsTransaction = endsTransaction;
  }

  int size() {
    return members.size();
  }

  long written() {
    return members.stream().filter(waiting -> waiting.thrown().isEmpty()).count();
  }

  /// Runs every member; throws when what went wrong ends the whole transaction.
  Ran runAll(SqlConnection connection, Transaction transaction) throws SQLException {
    for (Waiting<?> member : members) {
      if (run(member, connection, transaction) == Ran.NEEDS_GUARD) {
        return Ran.NEEDS_GUARD;
      }
    }
    return Ran.ALL;
  }

  Ran add(Waiting<?> member, SqlConnection connection, Transaction transaction)
      throws SQLException {
    members.add(member);
    return run(member, connection, transaction);
  }

  void guard() {
    guarded = true;
  }

  void fail(Throwable reason) {
    members.forEach(member -> member.fail(reason));
  }

  void act() {
    members.forEach(Waiting::act);
  }

  void answer() {
    members.forEach(Waiting::answer);
  }

  private Ran run(Waiting<?> member, SqlConnection connection, Transaction transaction)
      throws SQLException {
    if (!guarded) {
      boolean spoiled = spoils(member, connection, transaction);
      return spoiled ? Ran.NEEDS_GUARD : Ran.ALL;
    }
    connection.run("SAVEPOINT body");
    if (spoils(member, connection, transaction)) {
      connection.run("ROLLBACK TO SAVEPOINT body");
      transaction.change();
    }
    connection.run("RELEASE SAVEPOINT body");
    return Ran.ALL;
  }

  /// Runs the body; whether it threw and left something behind in the transaction.
  private boolean spoils(Waiting<?> member, SqlConnection connection, Transaction transaction)
      throws SQLException {
    long before = transaction.changes();
    member.run(SqlTx.write(generations, () -> connection, transaction));
    Optional<Throwable> thrown = member.thrown();
    if (thrown.isEmpty()) {
      return false;
    }
    if (!(thrown.get() instanceof SqlFailure failure)) {
      return transaction.changes() != before;
    }
    if (endsTransaction.test(failure.reason())) {
      throw failure.reason();
    }
    return true;
  }
}
