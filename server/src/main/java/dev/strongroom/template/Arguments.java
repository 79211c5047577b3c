package dev.strongroom.template;

import dev.strongroom.kernel.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a function was called with, read by position and type.
record Arguments(String function, List<Value> values, Evaluator evaluator) {
  Surroundings around() {
    return evaluator.around();
  }

  /// `text`, in which `part` is going to be looked for.
  String searched(String text, String part) {
    evaluator.scales().search(text, part);
    return text;
  }

  int size() {
    return values.size();
  }

  Arguments count(int min, int max) {
    if (size() < min || size() > max) {
      throw Flaw.expression(
          "The template language function '"
              + function
              + "' must have "
              + (min == max ? min : min + " to " + max)
              + " arguments. It has "
              + size());
    }
    return this;
  }

  Arguments count(int exactly) {
    return count(exactly, exactly);
  }

  Value get(int at) {
    return values.get(at);
  }

  String text(int at) {
    if (get(at) instanceof Value.Text(String text, _)) {
      return text;
    }
    throw wrong(at, "a string");
  }

  List<String> texts(int from) {
    return java.util.stream.IntStream.range(from, size()).mapToObj(this::text).toList();
  }

  Optional<String> maybeText(int at) {
    return at < size() && !(get(at) instanceof Value.Null)
        ? Optional.of(text(at))
        : Optional.empty();
  }

  BigDecimal number(int at) {
    if (get(at) instanceof Value.Num(BigDecimal number)) {
      return number;
    }
    throw wrong(at, "an integer");
  }

  int whole(int at) {
    try {
      return number(at).intValueExact();
    } catch (ArithmeticException notWhole) {
      throw wrong(at, "an integer");
    }
  }

  boolean flag(int at) {
    if (get(at) instanceof Value.Bool(boolean flag)) {
      return flag;
    }
    throw wrong(at, "a boolean");
  }

  List<Value> items(int at) {
    if (get(at) instanceof Value.Arr(var items)) {
      return items;
    }
    throw wrong(at, "an array");
  }

  Map<String, Value> members(int at) {
    if (get(at) instanceof Value.Obj(var members)) {
      return members;
    }
    throw wrong(at, "an object");
  }

  Refused wrong(int at, String expected) {
    String given = at < size() ? get(at).type() : "nothing";
    return Flaw.expression(
        "The template function '"
            + function
            + "' expects "
            + expected
            + " as its argument "
            + (at + 1)
            + ". The provided value is of type '"
            + given
            + "'. Please see https://aka.ms/arm-functions for usage details");
  }

  Refused refused(String why) {
    return Flaw.expression("The template function '" + function + "': " + why);
  }
}
