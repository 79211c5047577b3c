package dev.strongroom.template;

import java.util.Map;
import java.util.TreeMap;

/// Finds values that are the same ([Value#sameAs]) without comparing each with all others.
final class Alike {
  private Alike() {}

  /// Equal for two values exactly when they are the same. A text, because maps keep keys in order
  /// whose hashes somebody has made equal; of lists they would have to look at each.
  static String key(Value value) {
    StringBuilder key = new StringBuilder();
    write(value, key);
    return key.toString();
  }

  /// Each begins with its kind, and what has no end of its own with its length.
  private static void write(Value value, StringBuilder to) {
    switch (value) {
      case Value.Null _ -> to.append('n');
      case Value.Bool(boolean flag) -> to.append(flag ? 't' : 'f');
      case Value.Num(var number) -> to.append('#').append(number.stripTrailingZeros()).append(';');
      case Value.Text(String text, _) -> write(text, to);
      case Value.Arr(var items) -> {
        to.append('[').append(items.size()).append(':');
        items.forEach(item -> write(item, to));
      }
      case Value.Obj(var members) -> {
        Map<String, Value> sorted = new TreeMap<>(members);
        to.append('{').append(sorted.size()).append(':');
        sorted.forEach((name, member) -> {
          write(name, to);
          write(member, to);
        });
      }
    }
  }

  private static void write(String text, StringBuilder to) {
    to.append('"').append(text.length()).append(':').append(text);
  }
}
