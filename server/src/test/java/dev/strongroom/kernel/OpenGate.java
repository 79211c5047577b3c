package dev.strongroom.kernel;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A gate that lets everybody do everything, with sessions that lead nowhere and a log that nobody
/// reads: for operations over lists in memory.
public final class OpenGate {
  private OpenGate() {}

  public static Gate of(
      Ports.Authenticator authenticator, InstantSource clock, RandomGenerator random) {
    return new Gate(
        new Gate.Seams(
            new Direct(),
            authenticator,
            (_, _) -> allowed(),
            (_, _, _) -> Optional.empty(),
            new Silent(),
            clock,
            random));
  }

  public static Access allowed() {
    return new Access(Optional.empty(), Access.Model.RBAC, Optional.empty(), Optional.empty());
  }

  private static final class Direct implements Ports.Transactions {
    @Override
    public <R> R read(Function<Tx.Session, R> body) {
      return body.apply(new Tx.Session() {});
    }

    @Override
    public <R> R memory(Function<Tx.Session, R> body) {
      return body.apply(new Tx.Session() {});
    }

    @Override
    public <R> R write(Function<Tx.Session, R> body) {
      return body.apply(new Tx.Session() {});
    }
  }

  private static final class Silent implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      // nobody reads it here
    }

    @Override
    public void record(AuditEntry entry) {
      // nobody reads it here
    }
  }
}
