package dev.strongroom.store;

import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Tx;
import java.util.function.Consumer;
import java.util.function.Function;

/// A database with sessions for tests, which in the server only the gate opens.
public record TestStore(Database database) implements AutoCloseable {
  public <R> R read(Function<Tx, R> body) {
    return database.read(session -> body.apply(TestTx.of(session)));
  }

  public <R> R memory(Function<Tx, R> body) {
    return database.memory(session -> body.apply(TestTx.of(session)));
  }

  public <R> R write(Function<Tx, R> body) {
    return database.write(session -> body.apply(TestTx.of(session)));
  }

  public void change(Consumer<Tx> body) {
    write(tx -> {
      body.accept(tx);
      return true;
    });
  }

  @Override
  public void close() {
    database.close();
  }
}
