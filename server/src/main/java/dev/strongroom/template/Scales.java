package dev.strongroom.template;

import java.util.Collection;

/// Weighs what a template makes, so that a small text cannot grow into a large one. Values share
/// their parts; what is weighed is what they would be when written out.
final class Scales {
  private long work;

  /// Refuses a value that is too large or too deep, and a template that has made too much.
  Value weighed(Value value) {
    work += weight(value, 0, 0);
    if (work > TemplateLimits.MAX_WORK) {
      throw Flaw.expression("The template makes too much: simplify its loops and variables");
    }
    return value;
  }

  private static long weight(Value value, long before, int depth) {
    if (before > TemplateLimits.MAX_MADE || depth > TemplateLimits.MAX_DEPTH) {
      throw Flaw.expression(
          "A value is larger than "
              + TemplateLimits.MAX_MADE
              + " characters or nests deeper than "
              + TemplateLimits.MAX_DEPTH);
    }
    return switch (value) {
      case Value.Null _, Value.Bool _, Value.Num _ -> 1 + before;
      case Value.Text(String text, _) -> checked(1 + before + text.length());
      case Value.Arr(var items) -> sum(items, before, depth);
      case Value.Obj(var members) -> sum(members.values(), before + members.size(), depth);
    };
  }

  private static long checked(long weight) {
    return weight > TemplateLimits.MAX_MADE ? weight(Value.NULL, weight, 0) : weight;
  }

  private static long sum(Collection<Value> values, long before, int depth) {
    long weight = before + 1;
    for (Value value : values) {
      weight = weight(value, weight, depth + 1);
    }
    return weight;
  }
}
