package dev.strongroom.vaults;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Part of a list, and the name that the next part starts after; never an offset. What the caller
/// may not read is left out after cutting, so a page can be empty and still have a next one;
/// Azure's can, too.
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  /// Cuts `found`, which was asked for with one more than `size`.
  public static <T> Page<T> cut(List<T> found, int size, Function<T, String> name) {
    if (found.size() <= size) {
      return whole(found);
    }
    return new Page<>(found.subList(0, size), Optional.of(name.apply(found.get(size - 1))));
  }

  /// What is left when only some items are wanted; the next page stays where it is.
  public Page<T> only(Predicate<T> readable) {
    return new Page<>(items.stream().filter(readable).toList(), next);
  }
}
