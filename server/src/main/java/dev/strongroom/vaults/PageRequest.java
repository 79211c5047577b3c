package dev.strongroom.vaults;

import dev.strongroom.kernel.Check;
import java.util.Optional;

/// Which part of a list: how many items, and the canonical name it starts after.
public record PageRequest(int size, Optional<String> after) {
  public static final int MAX_SIZE = 1_000;
  public static final int DEFAULT_SIZE = 100;

  public PageRequest {
    Check.that(size >= 1 && size <= MAX_SIZE, "a page holds 1 to " + MAX_SIZE + " items");
  }

  public static PageRequest first() {
    return new PageRequest(DEFAULT_SIZE, Optional.empty());
  }

  public PageRequest oneMore() {
    return new PageRequest(Math.min(size, MAX_SIZE - 1) + 1, after);
  }
}
