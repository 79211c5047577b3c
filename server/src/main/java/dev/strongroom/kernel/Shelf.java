package dev.strongroom.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An immutable map that is dear to copy as a whole: a changed copy shares all but one of its
/// boxes, so that a change costs about the root of the size. It is looked up like any hash map.
public final class Shelf<K, V> {
  private final List<Map<K, V>> boxes;
  private final int size;

  private Shelf(List<Map<K, V>> boxes, int size) {
    this.boxes = boxes;
    this.size = size;
  }

  public static <K, V> Shelf<K, V> of(Map<K, V> entries) {
    int count = 1;
    while ((long) count * count < entries.size()) {
      count *= 2;
    }
    List<Map<K, V>> boxes = new ArrayList<>(count);
    for (int i = 0; i < count; i += 1) {
      boxes.add(count == 1 ? new HashMap<>(entries) : new HashMap<>());
    }
    if (count > 1) {
      entries.forEach((key, value) -> boxes.get(place(key, boxes.size())).put(key, value));
    }
    return new Shelf<>(boxes, entries.size());
  }

  public Optional<V> get(Object key) {
    return Optional.ofNullable(boxes.get(place(key, boxes.size())).get(key));
  }

  public int size() {
    return size;
  }

  /// In no order.
  public Stream<V> values() {
    return boxes.stream().flatMap(box -> box.values().stream());
  }

  public Shelf<K, V> with(K key, V value) {
    return changed(key, _ -> Optional.of(value));
  }

  public Shelf<K, V> without(K key) {
    return changed(key, _ -> Optional.empty());
  }

  /// With another value, or none, in the place of what is there.
  public Shelf<K, V> changed(K key, UnaryOperator<Optional<V>> change) {
    int place = place(key, boxes.size());
    Map<K, V> box = new HashMap<>(boxes.get(place));
    Optional<V> after = change.apply(Optional.ofNullable(box.get(key)));
    after.ifPresentOrElse(value -> box.put(key, value), () -> box.remove(key));
    int grown = size + box.size() - boxes.get(place).size();
    List<Map<K, V>> all = new ArrayList<>(boxes);
    all.set(place, box);
    Shelf<K, V> copy = new Shelf<>(all, grown);
    return grown > 4L * boxes.size() * boxes.size() ? copy.rearranged() : copy;
  }

  private Shelf<K, V> rearranged() {
    Map<K, V> all = HashMap.newHashMap(size);
    boxes.forEach(all::putAll);
    return of(all);
  }

  private static int place(Object key, int count) {
    int hash = key.hashCode();
    return (hash ^ hash >>> 16 ^ hash >>> 8) & count - 1;
  }
}
