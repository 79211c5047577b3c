package dev.strongroom.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Functions on numbers, comparisons and truth. `and`, `or`, `if` and `coalesce` are the
/// evaluator's, because they look at no more than they need.
final class NumberFunctions {
  private static final int MAX_TEXT = 30;

  private NumberFunctions() {}

  static void addTo(Map<String, Function<Arguments, Value>> table) {
    table.put("add", with -> whole(with, BigInteger::add));
    table.put("sub", with -> whole(with, BigInteger::subtract));
    table.put("mul", with -> whole(with, BigInteger::multiply));
    table.put("div", with -> whole(notByZero(with), BigInteger::divide));
    table.put("mod", with -> whole(notByZero(with), BigInteger::remainder));
    table.put("int", NumberFunctions::toInt);
    table.put("float", with -> new Value.Num(decimal(with.count(1))));
    table.put("min", with -> extreme(with, Comparator.reverseOrder()));
    table.put("max", with -> extreme(with, Comparator.naturalOrder()));
    table.put("bool", NumberFunctions::toBool);
    table.put("true", with -> constant(with, Value.flag(true)));
    table.put("false", with -> constant(with, Value.flag(false)));
    table.put("null", with -> constant(with, Value.NULL));
    table.put("not", with -> Value.flag(!with.count(1).flag(0)));
    table.put("equals", with -> Value.flag(with.count(2).get(0).sameAs(with.get(1))));
    table.put("less", with -> compared(with, order -> order < 0));
    table.put("lessorequals", with -> compared(with, order -> order <= 0));
    table.put("greater", with -> compared(with, order -> order > 0));
    table.put("greaterorequals", with -> compared(with, order -> order >= 0));
  }

  private static Value constant(Arguments with, Value value) {
    with.count(0);
    return value;
  }

  private static Value whole(Arguments with, BinaryOperator<BigInteger> operation) {
    BigInteger result = operation.apply(integer(with.count(2), 0), integer(with, 1));
    if (result.bitLength() >= Long.SIZE) {
      throw with.refused("its result does not fit in 64 bits");
    }
    return new Value.Num(new BigDecimal(result));
  }

  private static BigInteger integer(Arguments with, int at) {
    try {
      return with.number(at).toBigIntegerExact();
    } catch (ArithmeticException notWhole) {
      throw with.wrong(at, "an integer");
    }
  }

  private static Arguments notByZero(Arguments with) {
    if (integer(with.count(2), 1).signum() == 0) {
      throw with.refused("nothing is divided by zero");
    }
    return with;
  }

  private static Value toInt(Arguments with) {
    try {
      return Value.number(decimal(with.count(1)).longValueExact());
    } catch (ArithmeticException notWhole) {
      throw with.wrong(0, "an integer");
    }
  }

  private static BigDecimal decimal(Arguments with) {
    try {
      return with.get(0) instanceof Value.Text(String text, _) && text.length() <= MAX_TEXT
          ? ValueJson.bounded(new BigDecimal(text))
          : with.number(0);
    } catch (NumberFormatException notNumber) {
      throw with.wrong(0, "an integer or a string that holds one");
    }
  }

  /// Of several numbers, or of the numbers of one array.
  private static Value extreme(Arguments with, Comparator<BigDecimal> order) {
    List<Value> values =
        with.count(1, Integer.MAX_VALUE).get(0) instanceof Value.Arr(var items)
            ? items
            : with.values();
    Arguments numbers = new Arguments(with.function(), values, with.evaluator());
    return IntStream.range(0, numbers.size())
        .mapToObj(numbers::number)
        .max(order)
        .<Value>map(Value.Num::new)
        .orElseThrow(() -> with.wrong(0, "at least one integer"));
  }

  private static Value toBool(Arguments with) {
    return switch (with.count(1).get(0)) {
      case Value.Bool flag -> flag;
      case Value.Num(var number) -> Value.flag(number.signum() != 0);
      case Value.Text(String text, _) when text.equalsIgnoreCase("true") || text.equals("1") ->
          Value.flag(true);
      case Value.Text(String text, _) when text.equalsIgnoreCase("false") || text.equals("0") ->
          Value.flag(false);
      case Value.Text _, Value.Null _, Value.Arr _, Value.Obj _ ->
          throw with.wrong(0, "true or false");
    };
  }

  private static Value compared(Arguments with, IntPredicate holds) {
    int order =
        with.count(2).get(0) instanceof Value.Text(String text, _)
            ? text.compareTo(with.text(1))
            : with.number(0).compareTo(with.number(1));
    return Value.flag(holds.test(order));
  }
}
