package dev.strongroom.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.NotInMemory;
import dev.strongroom.kernel.Tx;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Single rows of one kind, as read (sealed, never plaintext), within a bound of bytes. A write
/// calls [#forget] for each row it changes and nothing else becomes stale on this node; other nodes
/// drop the whole generation. A row that is not there is not remembered.
///
/// Use a generation of its own per vault, `secrets:<vault>`, and do not bump `vault:<name>` for the
/// write of an object: that would drop the compiled access rules with every write.
public final class RowCache<V> {
  private static final int OVERHEAD_BYTES = 200;

  private record Key(String generation, String row) {}

  /// An empty slot is a reader on its way to the row; whoever forgets the row takes the slot away,
  /// so a reader that read too early finds no place for what it brings.
  private static final class Slot<V> {
    private final long stamp;
    private final Optional<V> value;

    Slot(long stamp, Optional<V> value) {
      this.stamp = stamp;
      this.value = value;
    }
  }

  private final Cache<Key, Slot<V>> slots;

  public RowCache(long maxBytes, ToIntFunction<V> bytes) {
    this.slots =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<Key, Slot<V>>weigher((key, slot) ->
                OVERHEAD_BYTES + key.row().length() + slot.value.map(bytes::applyAsInt).orElse(0))
            .build();
  }

  public Optional<V> get(Tx tx, String generation, String row, Function<SqlTx, Optional<V>> load) {
    SqlTx session = SqlTx.of(tx);
    if (session.inWrite()) {
      return load.apply(session);
    }
    long stamp = session.stamp(generation);
    Key key = new Key(generation, row);
    Slot<V> known = slots.getIfPresent(key);
    if (known != null && known.stamp == stamp && known.value.isPresent()) {
      return known.value;
    }
    if (session.inMemory()) {
      throw NotInMemory.SIGNAL;
    }
    return loadInto(new Slot<>(stamp, Optional.empty()), key, session, load);
  }

  /// Says that this transaction changes, adds or removes the row.
  public void forget(Tx tx, String generation, String row) {
    SqlTx session = SqlTx.of(tx);
    Check.that(session.inWrite(), "only a write session forgets");
    Key key = new Key(generation, row);
    session.forget(generation, () -> slots.invalidate(key));
  }

  private Optional<V> loadInto(
      Slot<V> place, Key key, SqlTx session, Function<SqlTx, Optional<V>> load) {
    var map = slots.asMap();
    map.compute(key, (_, other) -> other == null || other.stamp != place.stamp ? place : other);
    Optional<V> loaded = Optional.empty();
    boolean share = false;
    try {
      loaded = load.apply(session);
      share = loaded.isPresent() && session.mayShare(key.generation());
    } finally {
      if (share) {
        map.replace(key, place, new Slot<>(place.stamp, loaded));
      } else {
        map.remove(key, place);
      }
    }
    return loaded;
  }
}
