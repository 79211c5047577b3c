package dev.strongroom.store;

import dev.strongroom.kernel.Tx;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A value compiled from rows, kept in memory while its generation stands: answers without disk in
/// memory and read sessions. `load` must look only at rows whose every change bumps `generation`.
public final class Snapshot<T> {
  private record Held<T>(long stamp, T value) {}

  private final String generation;
  private final Function<SqlTx, T> load;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile @Nullable Held<T> held;

  public Snapshot(String generation, Function<SqlTx, T> load) {
    this.generation = generation;
    this.load = load;
  }

  public T get(Tx tx) {
    SqlTx session = SqlTx.of(tx);
    if (session.altered(generation)) {
      return session.loadPrivately(this, () -> load.apply(session));
    }
    long stamp = session.stamp(generation);
    Held<T> known = held;
    if (known != null && known.stamp() == stamp) {
      return known.value();
    }
    return session.hasConnection() ? loadOnce(session, stamp) : load(session, stamp);
  }

  /// One loads for all who ask meanwhile; otherwise a change of access would cost each request that
  /// is under way its own load. Whoever waits here has its connection, and so has whom it waits
  /// for.
  private T loadOnce(SqlTx session, long stamp) {
    loading.lock();
    try {
      Held<T> known = held;
      return known != null && known.stamp() == stamp ? known.value() : load(session, stamp);
    } finally {
      loading.unlock();
    }
  }

  private T load(SqlTx session, long stamp) {
    T loaded = session.loadPrivately(this, () -> load.apply(session));
    if (session.mayShare(generation)) {
      held = new Held<>(stamp, loaded);
    }
    return loaded;
  }
}
