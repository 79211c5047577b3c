package dev.strongroom.objects;

import dev.strongroom.kernel.Check;
import java.util.Optional;

/// Which page: how many items, and the key it starts after.
public record PageRequest(int size, Optional<String> after) {
  /// Azure's largest page, and its default.
  public static final int MAX_SIZE = 25;

  public PageRequest {
    Check.that(size >= 1 && size <= MAX_SIZE, "a page holds 1 to " + MAX_SIZE + " items");
  }

  public static PageRequest first() {
    return new PageRequest(MAX_SIZE, Optional.empty());
  }
}
