package dev.strongroom.kernel;

/// Lets tests of the store do what only the gate may do in the server.
public final class TestTx {
  private TestTx() {}

  public static Tx of(Tx.Session session) {
    return new Tx(session);
  }

  public static <T extends Governed> Approved<T> approved(T value) {
    return new Approved<>(value);
  }
}
