package dev.strongroom.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// What the bodies of one write transaction have done together so far. Generations of bodies that
/// were rolled back stay in it: making too much stale is harmless.
final class Transaction {
  private final Set<String> bumped = new TreeSet<>();
  private final Set<String> touched = new TreeSet<>();
  private final Map<String, Parts> parts = new HashMap<>();
  private final List<Runnable> forgets = new ArrayList<>();
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> stored = new HashMap<>();
  private final Map<Object, Object> loaded = new HashMap<>();
  private long changes;

  void bump(String generation) {
    bump(generation, Parts.ALL);
  }

  void bump(String generation, Parts changed) {
    bumped.add(generation);
    touched.add(generation);
    parts.merge(generation, changed, Parts::and);
    loaded.clear();
  }

  /// What of the generation has changed so far.
  Parts parts(String generation) {
    return parts.getOrDefault(generation, Parts.NONE);
  }

  void forget(String generation, Runnable forget) {
    touched.add(generation);
    forgets.add(forget);
  }

  /// Rows have changed, or changed back.
  void change() {
    changes += 1;
    loaded.clear();
  }

  long changes() {
    return changes;
  }

  /// Whether this transaction sees rows that others may never see.
  boolean changed() {
    return changes > 0;
  }

  void stored(String generation, long value) {
    stored.put(generation, value);
  }

  Optional<Long> storedValue(String generation) {
    return Optional.ofNullable(stored.get(generation));
  }

  Set<String> bumped() {
    return bumped;
  }

  Set<String> touched() {
    return touched;
  }

  List<Runnable> forgets() {
    return forgets;
  }

  Map<String, Long> seen() {
    return seen;
  }

  /// A value compiled from rows as this transaction sees them, until a row changes.
  @SuppressWarnings("unchecked") // a key always stands for the same type: it is a snapshot's own
  <T> T load(Object key, Supplier<T> load) {
    Object known = loaded.get(key);
    if (known == null) {
      known = load.get();
      loaded.put(key, known);
    }
    return (T) known;
  }
}
