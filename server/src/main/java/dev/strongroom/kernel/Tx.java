package dev.strongroom.kernel;

/// Proof that the gate let this work through, and the store session it runs in. Only [Gate] makes
/// one.
public final class Tx {
  /// What a store hangs on to; opaque here.
  public interface Session {
    /// Whether the session's thread may wait, for a disk or another server. Where it may not,
    /// whoever would have to wait throws [NotInMemory].
    default boolean mayWait() {
      return true;
    }
  }

  private final Session session;

  Tx(Session session) {
    this.session = session;
  }

  public Session session() {
    return session;
  }
}
