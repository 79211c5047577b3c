package dev.strongroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShelfTest {
  @Test
  void aChangedCopyLeavesTheOriginal() {
    Shelf<String, Integer> before = Shelf.of(Map.of("a", 1, "b", 2));
    Shelf<String, Integer> after = before.with("a", 3).without("b").with("c", 4);
    assertThat(before.get("a")).contains(1);
    assertThat(before.get("b")).contains(2);
    assertThat(before.size()).isEqualTo(2);
    assertThat(after.get("a")).contains(3);
    assertThat(after.get("b")).isEmpty();
    assertThat(after.get("c")).contains(4);
    assertThat(after.size()).isEqualTo(2);
  }

  @Test
  void itHoldsWhatAMapHolds() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Map<Integer, Integer> expected = new HashMap<>();
    Shelf<Integer, Integer> shelf = Shelf.of(expected);
    for (int step = 0; step < 3_000; step += 1) {
      int key = random.nextInt(600) * 64; // the same low bits
      if (random.nextInt(3) == 0) {
        expected.remove(key);
        shelf = shelf.without(key);
      } else {
        expected.put(key, step);
        shelf = shelf.with(key, step);
      }
      assertThat(shelf.get(key))
          .as("seed " + seed)
          .isEqualTo(Optional.ofNullable(expected.get(key)));
      assertThat(shelf.size()).isEqualTo(expected.size());
    }
    assertThat(shelf.values())
        .as("seed " + seed)
        .containsExactlyInAnyOrderElementsOf(expected.values());
  }

  @Test
  void manyComeBackFromAMap() {
    Map<Integer, Integer> all =
        IntStream.range(0, 10_000).boxed().collect(Collectors.toMap(i -> i, i -> i));
    Shelf<Integer, Integer> shelf = Shelf.of(all);
    assertThat(all.keySet()).allMatch(key -> shelf.get(key).equals(Optional.of(key)));
    assertThat(shelf.get(10_000)).isEmpty();
  }
}
