package dev.strongroom.kernel;

import dev.strongroom.kernel.Caller.Who;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What the gate needs from the rest of the server.
public final class Ports {
  private Ports() {}

  public interface Transactions {
    /// Runs `body` in a session that sees every acknowledged write and writes nothing.
    <R> R read(Function<Tx.Session, R> body);

    /// Runs `body` in a session that may only look into memory; it throws [NotInMemory] where that
    /// is not enough.
    <R> R memory(Function<Tx.Session, R> body);

    /// Runs `body` alone in its transaction. When this returns, what it wrote is durable; when it
    /// throws, nothing of it is there.
    <R> R write(Function<Tx.Session, R> body);
  }

  @FunctionalInterface
  public interface Authenticator {
    /// Who showed this token; throws [Problem.Unauthenticated] when it does not hold *now*: a
    /// disabled principal or a deleted credential ends its tokens at once.
    Who authenticate(Tx tx, Knock knock, Instant now);
  }

  @FunctionalInterface
  public interface Authorizer {
    Access judge(Tx tx, Question question);
  }

  @FunctionalInterface
  public interface PolicyCheck {
    Optional<Problem.BlockedByPolicy> objection(Tx tx, Target target, Governed proposed);
  }

  public interface AuditLog {
    /// Makes the record part of the write transaction: it is durable exactly when the write is.
    void record(Tx tx, AuditEntry entry);

    /// Records what wrote nothing: in the kernel's hands when this returns, on disk soon after.
    /// Throws [Problem.Unavailable] when the log cannot take it; then the request must not be
    /// answered.
    void record(AuditEntry entry);
  }
}
