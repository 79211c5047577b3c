package dev.strongroom.template;

import dev.strongroom.kernel.Refused;
import java.util.Collection;
import java.util.List;

/// Weighs what a template makes, so that a small text cannot grow into a large one, and counts what
/// it does, so that it ends. Values share their parts; what is weighed is what they would be when
/// written out.
final class Scales {
  private long work;
  private long kept;

  /// Counts work; refuses a template that has done too much.
  void charge(long more) {
    work += more;
    if (work > TemplateLimits.MAX_WORK) {
      throw Flaw.expression("The template makes too much: simplify its loops and variables");
    }
  }

  void step() {
    charge(TemplateLimits.EACH);
  }

  /// Looking for one text in another compares each place with all of it, at worst.
  void search(String text, String part) {
    charge((long) text.length() * part.length() / Byte.SIZE);
  }

  /// Refuses a value that is too large or too deep.
  Value weighed(Value value) {
    charge(weight(value, 0, 0));
    return value;
  }

  /// The same of values that are looked at together.
  void weigh(List<Value> values) {
    charge(sum(values, -TemplateLimits.EACH, 0));
  }

  /// Counts what stays until the deployment has ended.
  Value kept(Value value) {
    kept += weight(value, 0, 0);
    if (kept > TemplateLimits.MAX_KEPT) {
      throw Flaw.expression(
          "The parameters and variables are larger than "
              + TemplateLimits.MAX_KEPT
              + " characters together");
    }
    return value;
  }

  static Refused tooLarge() {
    return Flaw.expression(
        "A value is larger than "
            + TemplateLimits.MAX_MADE
            + " characters or nests deeper than "
            + TemplateLimits.MAX_DEPTH);
  }

  private static long weight(Value value, long before, int depth) {
    if (depth > TemplateLimits.MAX_DEPTH) {
      throw tooLarge();
    }
    return switch (value) {
      case Value.Null _, Value.Bool _, Value.Num _ -> checked(TemplateLimits.EACH + before);
      case Value.Text(String text, _) -> checked(TemplateLimits.EACH + before + text.length());
      case Value.Arr(var items) -> sum(items, before, depth);
      case Value.Obj(var members) -> sum(members.values(), before + names(members.keySet()), depth);
    };
  }

  private static long names(Collection<String> names) {
    long weight = 0;
    for (String name : names) {
      weight += TemplateLimits.EACH + (long) name.length();
    }
    return weight;
  }

  private static long checked(long weight) {
    if (weight > TemplateLimits.MAX_MADE) {
      throw tooLarge();
    }
    return weight;
  }

  private static long sum(Collection<Value> values, long before, int depth) {
    long weight = checked(before + TemplateLimits.EACH);
    for (Value value : values) {
      weight = weight(value, weight, depth + 1);
    }
    return weight;
  }
}
