package dev.strongroom.template;

import dev.strongroom.template.Expression.Call;
import dev.strongroom.template.Frame.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Calls of functions: those that need to know where they stand are here, the others in
/// [Functions].
final class Calls {
  private static final Set<String> ONLY_IN_DEFAULTS = Set.of("utcnow", "newguid");

  private final Evaluator evaluator;
  private final Map<String, UserFunction> own;

  Calls(Evaluator evaluator, Map<String, UserFunction> own) {
    this.evaluator = evaluator;
    this.own = own;
  }

  Value value(Call call, Frame frame) {
    return switch (Value.lower(call.function())) {
      case "parameters" -> named(call, frame, frame.parameters(), "parameter");
      case "variables" -> named(call, frame, frame.variables(), "variable");
      case "copyindex" -> turn(arguments(call, frame).count(0, 2), frame);
      case "if" -> evaluator.of(call.arguments().get(flag(call, 0, 3, frame) ? 1 : 2), frame);
      case "and" -> Value.flag(all(call, frame, true));
      case "or" -> Value.flag(!all(call, frame, false));
      case "coalesce" -> coalesced(call, frame);
      case "reference" -> reference(arguments(call, frame).count(1, 3), frame);
      case "lambdavariables" -> named(call, frame, local(frame), "lambda variable");
      case "map" -> mapped(call, frame);
      case "filter" -> filtered(call, frame);
      default -> computed(call, frame);
    };
  }

  private Value named(
      Call call, Frame frame, Function<String, Optional<Value>> names, String kind) {
    String name = arguments(call, frame).count(1).text(0);
    return names
        .apply(Value.lower(name))
        .orElseThrow(() ->
            Flaw.expression(
                "The template "
                    + kind
                    + " '"
                    + name
                    + "' is not found. Please see https://aka.ms/arm-functions for usage"
                    + " details."));
  }

  private static Function<String, Optional<Value>> local(Frame frame) {
    return name -> Optional.ofNullable(frame.locals().get(name));
  }

  /// `copyIndex([loop], [offset])`
  private static Value turn(Arguments with, Frame frame) {
    boolean named = with.size() > 0 && with.get(0) instanceof Value.Text;
    String loop = named ? with.text(0) : "";
    int offset = with.size() > (named ? 1 : 0) ? with.whole(named ? 1 : 0) : 0;
    Integer turn = frame.loops().get(Value.lower(loop));
    if (turn == null) {
      throw Flaw.expression(
          "The template function 'copyIndex' is not expected at this location. The function can"
              + " only be used in a resource with copy specified. Please see"
              + " https://aka.ms/arm-copy for usage details");
    }
    return Value.number((long) turn + offset);
  }

  private boolean flag(Call call, int at, int count, Frame frame) {
    if (call.arguments().size() < Math.max(count, at + 1)) {
      throw Flaw.expression(
          "The template language function '" + call.function() + "' has too few arguments");
    }
    Value value = evaluator.of(call.arguments().get(at), frame);
    return arguments(call, List.of(value)).flag(0);
  }

  /// Whether all arguments are `wanted`; the first that is not ends it.
  private boolean all(Call call, Frame frame, boolean wanted) {
    boolean all = true;
    for (int at = 0; all && at < Math.max(2, call.arguments().size()); at += 1) {
      all = flag(call, at, 2, frame) == wanted;
    }
    return all;
  }

  private Value coalesced(Call call, Frame frame) {
    for (Expression argument : call.arguments()) {
      Value value = evaluator.of(argument, frame);
      if (!(value instanceof Value.Null)) {
        return value;
      }
    }
    return Value.NULL;
  }

  private Value reference(Arguments with, Frame frame) {
    if (frame.moment() != Moment.RUNNING) {
      throw misplaced("reference");
    }
    boolean whole = with.maybeText(2).filter(word -> word.equalsIgnoreCase("full")).isPresent();
    Value found = evaluator.around().reference(with.text(0), with.maybeText(1));
    return weighed(whole ? found : found.member("properties").orElse(Value.EMPTY));
  }

  private Value mapped(Call call, Frame frame) {
    List<Value> made = new ArrayList<>();
    eachItem(call, frame, (_, value) -> made.add(value));
    return weighed(new Value.Arr(made));
  }

  private Value filtered(Call call, Frame frame) {
    List<Value> kept = new ArrayList<>();
    eachItem(
        call,
        frame,
        (item, value) -> {
          if (arguments(call, List.of(value)).flag(0)) {
            kept.add(item);
          }
        });
    return new Value.Arr(kept);
  }

  /// `map(items, lambda('one', …))`: shows each item, and what the lambda makes of it.
  private void eachItem(Call call, Frame frame, java.util.function.BiConsumer<Value, Value> shown) {
    boolean formed =
        call.arguments().size() == 2
            && call.arguments().get(1) instanceof Call(String word, var inner)
            && word.equalsIgnoreCase("lambda")
            && inner.size() >= 2;
    if (!formed || !(call.arguments().get(1) instanceof Call(_, var lambda))) {
      throw Flaw.expression("'" + call.function() + "' takes an array and a lambda");
    }
    List<Value> items =
        arguments(call, List.of(evaluator.of(call.arguments().getFirst(), frame))).items(0);
    List<String> names =
        lambda.subList(0, lambda.size() - 1).stream()
            .map(name -> TextFunctions.string(evaluator.of(name, frame)))
            .toList();
    for (int at = 0; at < items.size(); at += 1) {
      Frame inner = frame.with(names.getFirst(), items.get(at));
      inner = names.size() > 1 ? inner.with(names.get(1), Value.number(at)) : inner;
      shown.accept(items.get(at), evaluator.of(lambda.getLast(), inner));
    }
  }

  private Value computed(Call call, Frame frame) {
    String name = Value.lower(call.function());
    if (ONLY_IN_DEFAULTS.contains(name) && frame.moment() != Moment.DEFAULTS) {
      throw misplaced(call.function());
    }
    Arguments with = arguments(call, frame);
    evaluator.scales().weigh(with.values());
    UserFunction mine = own.get(name);
    Value made =
        mine == null
            ? builtIn(call).apply(with)
            : evaluator.value(mine.output(), inside(mine, with));
    boolean secret = with.values().stream().anyMatch(Value::holdsSecret);
    return weighed(secret ? made.hidden() : made);
  }

  private Value weighed(Value value) {
    return evaluator.scales().weighed(value);
  }

  private static Function<Arguments, Value> builtIn(Call call) {
    return Functions.named(call.function())
        .orElseThrow(() ->
            Flaw.invalid(
                "The template function '"
                    + call.function()
                    + "' is not valid. Please see https://aka.ms/arm-functions for usage"
                    + " details."));
  }

  /// A template's own function sees its parameters and nothing else.
  private static Frame inside(UserFunction function, Arguments with) {
    with.count(function.parameters().size());
    Map<String, Value> given = new LinkedHashMap<>();
    for (int at = 0; at < with.size(); at += 1) {
      given.put(Value.lower(function.parameters().get(at)), with.get(at));
    }
    return Frame.of(name -> Optional.ofNullable(given.get(name)), Frame.NONE, Moment.PLANNING);
  }

  private Arguments arguments(Call call, Frame frame) {
    return arguments(call, call.arguments().stream().map(one -> evaluator.of(one, frame)).toList());
  }

  private Arguments arguments(Call call, List<Value> values) {
    return new Arguments(call.function(), values, evaluator);
  }

  private static RuntimeException misplaced(String function) {
    return Flaw.expression(
        "The template function '"
            + function
            + "' is not expected at this location. Please see https://aka.ms/arm-functions for"
            + " usage details");
  }
}
