package dev.strongroom.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlikeTest {
  private final long seed = System.nanoTime();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void keysAreEqualExactlyWhenValuesAreTheSame() {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < 300; i += 1) {
      all.add(any(3));
    }
    for (Value one : all) {
      for (Value other : all) {
        assertThat(Alike.key(one).equals(Alike.key(other)))
            .as("seed " + seed + ": " + one + " and " + other)
            .isEqualTo(one.sameAs(other));
      }
    }
  }

  /// 4,096 arrays whose texts have one hash: a map of lists would compare each with half of them.
  @Test
  void arraysWithEqualHashesAreStillFoundByOrder() {
    List<Value> crowd = new ArrayList<>();
    for (int bits = 0; bits < 4_096; bits += 1) {
      List<Value> items = new ArrayList<>();
      for (int bit = 0; bit < 12; bit += 1) {
        items.add(Value.text((bits >> bit & 1) == 0 ? "Aa" : "BB"));
      }
      crowd.add(new Value.Arr(items));
    }
    assertThat(crowd.stream().map(Alike::key).distinct().count()).isEqualTo(4_096);
    assertThat(Comparable.class).isAssignableFrom(Alike.key(crowd.getFirst()).getClass());
  }

  private Value any(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> Value.NULL;
      case 1 -> Value.flag(random.nextBoolean());
      case 2 ->
          new Value.Num(
              new BigDecimal(List.of("1", "1.0", "10", "0", "0.00").get(random.nextInt(5))));
      case 3 -> Value.text(List.of("", "n", "1", "1:", "[1:n").get(random.nextInt(5)));
      case 4 -> {
        List<Value> items = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left -= 1) {
          items.add(any(depth - 1));
        }
        yield new Value.Arr(items);
      }
      default -> {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int left = random.nextInt(3); left > 0; left -= 1) {
          members.put(random.nextBoolean() ? "a" : "b", any(depth - 1));
        }
        yield new Value.Obj(members);
      }
    };
  }
}
