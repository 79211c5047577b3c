package dev.strongroom.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds values that are the same ([Value#sameAs]) without comparing each with all others.
final class Alike {
  private Alike() {}

  /// Equal for two values exactly when they are the same.
  static Object key(Value value) {
    return switch (value) {
      case Value.Null _ -> Optional.empty();
      case Value.Bool(boolean flag) -> flag;
      case Value.Num(var number) -> number.stripTrailingZeros();
      case Value.Text(String text, _) -> text;
      case Value.Arr(var items) -> {
        List<Object> keys = new ArrayList<>(items.size());
        items.forEach(item -> keys.add(key(item)));
        yield keys;
      }
      case Value.Obj(var members) -> {
        Map<String, Object> keys = new HashMap<>();
        members.forEach((name, member) -> keys.put(name, key(member)));
        yield keys;
      }
    };
  }
}
