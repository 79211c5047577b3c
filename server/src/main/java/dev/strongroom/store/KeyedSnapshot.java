package dev.strongroom.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.kernel.Tx;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A [Snapshot] per key, at most `maxEntries` of them. An absent thing is worth caching too: let
/// `load` answer an Optional.
public final class KeyedSnapshot<K, T> {
  private record Held<T>(long stamp, T value) {}

  private record Key<K>(KeyedSnapshot<K, ?> owner, K key) {}

  private final Function<K, String> generation;
  private final BiFunction<SqlTx, K, T> load;
  private final Cache<K, Held<T>> held;

  public KeyedSnapshot(
      Function<K, String> generation, BiFunction<SqlTx, K, T> load, int maxEntries) {
    this.generation = generation;
    this.load = load;
    this.held = Caffeine.newBuilder().maximumSize(maxEntries).build();
  }

  public T get(Tx tx, K key) {
    SqlTx session = SqlTx.of(tx);
    String name = generation.apply(key);
    if (session.altered(name)) {
      return loadPrivately(session, key);
    }
    long stamp = session.stamp(name);
    Held<T> known = held.getIfPresent(key);
    if (known != null && known.stamp() == stamp) {
      return known.value();
    }
    T loaded = loadPrivately(session, key);
    if (session.mayShare(name)) {
      held.put(key, new Held<>(stamp, loaded));
    }
    return loaded;
  }

  private T loadPrivately(SqlTx session, K key) {
    return session.loadPrivately(new Key<>(this, key), () -> load.apply(session, key));
  }
}
