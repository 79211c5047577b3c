package dev.strongroom.elevation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A part of a list, in the order of names.
///
/// @param next the last name; empty on the last page
public record Page<T>(List<T> items, Optional<String> next) {
  public static final int SIZE = 500;

  static <T> Page<T> of(Stream<T> all, Function<T, String> name, Optional<String> after) {
    List<T> found =
        all.filter(one -> after.map(last -> name.apply(one).compareTo(last) > 0).orElse(true))
            .sorted(Comparator.comparing(name))
            .limit(SIZE + 1L)
            .toList();
    if (found.size() <= SIZE) {
      return new Page<>(found, Optional.empty());
    }
    List<T> page = found.subList(0, SIZE);
    return new Page<>(page, Optional.of(name.apply(page.getLast())));
  }

  <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), next);
  }
}
