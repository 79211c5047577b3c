package dev.strongroom.template;

import dev.strongroom.template.Expression.Call;
import dev.strongroom.template.Expression.Index;
import dev.strongroom.template.Expression.Literal;
import dev.strongroom.template.Expression.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Gives expressions their values, for one deployment.
final class Evaluator {
  private static final String LOOP = "copy";

  private final Surroundings around;
  private final Calls calls;
  private final Scales scales = new Scales();
  private int depth;

  /// @param own the template's own functions, by `namespace.name` in lower case
  Evaluator(Surroundings around, Map<String, UserFunction> own) {
    this.around = around;
    this.calls = new Calls(this, own);
  }

  Surroundings around() {
    return around;
  }

  /// The value of a part of the template: expressions in it evaluated, its loops unrolled.
  Value value(Value source, Frame frame) {
    return scales.weighed(part(source, frame));
  }

  private Value part(Value source, Frame frame) {
    scales.step();
    return switch (source) {
      case Value.Null _, Value.Bool _, Value.Num _ -> source;
      case Value.Text text -> text(text, frame);
      case Value.Arr(var items) -> deeper(() -> array(items, frame));
      case Value.Obj(var members) -> deeper(() -> object(members, frame));
    };
  }

  private Value array(List<Value> items, Frame frame) {
    List<Value> evaluated = new ArrayList<>(items.size());
    for (Value item : items) {
      evaluated.add(part(item, frame));
    }
    return new Value.Arr(evaluated);
  }

  private Value text(Value.Text source, Frame frame) {
    return Expression.in(source.text())
        .map(expression -> of(expression, frame))
        .orElseGet(() -> new Value.Text(Expression.plain(source.text()), source.secret()));
  }

  private Value object(Map<String, Value> members, Frame frame) {
    Map<String, Value> evaluated = new LinkedHashMap<>();
    members.forEach((name, value) -> {
      if (name.equalsIgnoreCase(LOOP) && isLoops(value)) {
        loops(value, frame, evaluated);
      } else {
        evaluated.put(
            TextFunctions.string(text(new Value.Text(name, false), frame)), part(value, frame));
      }
    });
    return new Value.Obj(evaluated);
  }

  private static boolean isLoops(Value value) {
    return value instanceof Value.Arr(var loops)
        && !loops.isEmpty()
        && loops.stream().allMatch(loop -> loop.find("input").isPresent());
  }

  /// `copy: [{name, count, input}]` in an object makes an array member of each loop.
  private void loops(Value loops, Frame frame, Map<String, Value> into) {
    if (loops instanceof Value.Arr(var each)) {
      for (Value one : each) {
        Loop loop = Loop.read(one, this, frame);
        Value input = one.find("input").orElse(Value.NULL);
        List<Value> items = new ArrayList<>();
        for (int turn = 0; turn < loop.count(); turn += 1) {
          items.add(part(input, frame.turn(loop.name(), turn)));
        }
        into.put(loop.name(), new Value.Arr(items));
      }
    }
  }

  Scales scales() {
    return scales;
  }

  Value of(Expression expression, Frame frame) {
    scales.step();
    return deeper(() ->
        switch (expression) {
          case Literal(Value value) -> value;
          case Member(var of, String name) -> member(of(of, frame), name);
          case Index(var of, var at) -> item(of(of, frame), of(at, frame));
          case Call call -> calls.value(call, frame);
        });
  }

  /// What nests in itself without end, ends here, and long before the thread's stack does.
  private Value deeper(Supplier<Value> inside) {
    depth += 1;
    try {
      if (depth > TemplateLimits.MAX_DEPTH) {
        throw Flaw.expression(
            "Expressions nest deeper than "
                + TemplateLimits.MAX_DEPTH
                + ", or refer to themselves");
      }
      return inside.get();
    } finally {
      depth -= 1;
    }
  }

  private Value member(Value of, String name) {
    if (of instanceof Value.Obj(var members) && !members.containsKey(name)) {
      scales.charge(members.size());
    }
    return of.find(name)
        .orElseThrow(() ->
            Flaw.expression(
                "The language expression property '"
                    + name
                    + "' doesn't exist"
                    + (of instanceof Value.Obj(var members)
                        ? ", available properties are '" + String.join(", ", members.keySet()) + "'"
                        : " in a value of type '" + of.type() + "'")));
  }

  private Value item(Value of, Value at) {
    if (of instanceof Value.Arr(var items) && at instanceof Value.Num(var number)) {
      if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(items.size())) >= 0) {
        throw Flaw.expression(
            "The language expression property array index '" + number + "' is out of bounds");
      }
      return items.get(number.intValue());
    } else if (at instanceof Value.Text(String name, _)) {
      return member(of, name);
    }
    throw Flaw.expression(
        "A value of type '" + of.type() + "' cannot be indexed by '" + at.type() + "'");
  }
}
