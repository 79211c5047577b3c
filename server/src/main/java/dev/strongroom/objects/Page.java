package dev.strongroom.objects;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list, and the key that the next page starts after; never an offset.
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /// Cuts `found`, which was asked for with one more than `size`, into a page.
  static <T> Page<T> cut(List<T> found, int size, Function<T, String> key) {
    if (found.size() <= size) {
      return new Page<>(found, Optional.empty());
    }
    return new Page<>(found.subList(0, size), Optional.of(key.apply(found.get(size - 1))));
  }
}
