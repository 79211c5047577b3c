package dev.strongroom.kernel;

/// Proof that the gate let this work through, and the store session it runs in. Only [Gate] makes
/// one.
public final class Tx {
  /// What a store hangs on to; opaque here.
  public interface Session {}

  private final Session session;

  Tx(Session session) {
    this.session = session;
  }

  public Session session() {
    return session;
  }
}
