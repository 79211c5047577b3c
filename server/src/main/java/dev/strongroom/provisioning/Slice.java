package dev.strongroom.provisioning;

import java.util.List;
import java.util.function.Predicate;

/// Which part of a list is wanted.
///
/// @param start of the first wanted, counted from 1
public record Slice<K extends Kept>(Predicate<K> filter, int start, int count) {
  public static final int DEFAULT_COUNT = 100;
  public static final int MAX_COUNT = 1_000;

  /// @param total how many there are in all
  public record Listed<K extends Kept>(int total, int start, List<K> page) {}

  Listed<K> of(List<K> all) {
    List<K> found = all.stream().filter(filter).toList();
    List<K> page = found.stream().skip(start - 1L).limit(count).toList();
    return new Listed<>(found.size(), start, page);
  }
}
