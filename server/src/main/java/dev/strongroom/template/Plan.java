package dev.strongroom.template;

import dev.strongroom.template.Frame.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a template comes to for one deployment: its resources in the order in which they can be
/// made. Their properties, and the outputs, are evaluated when they are asked for, because they may
/// refer to what has been made by then.
public final class Plan {
  private static final Set<String> NOT_IN_BODY =
      Set.of(
          "type",
          "name",
          "apiversion",
          "dependson",
          "condition",
          "copy",
          "scope",
          "resources",
          "comments",
          "metadata",
          "subscriptionid",
          "resourcegroup",
          "existing");

  private final Template template;
  private final Evaluator evaluator;
  private final Parameters parameters;
  private final Frame frame;
  private final Order order;
  private final Lookup lookup;

  /// Throws `Refused` with `InvalidTemplate` for everything that is wrong and can be known before
  /// anything is made.
  ///
  /// @param given the parameters, as `{name: {value: …}}`
  public Plan(Template template, Value given, Surroundings around) {
    this.template = template;
    this.evaluator =
        new Evaluator(new Resolving(around, this::find), UserFunction.read(template.source()));
    this.parameters = Parameters.bind(template.source(), given, evaluator);
    Variables variables = new Variables(template.source(), parameters, evaluator);
    variables.evaluateAll();
    this.frame = Frame.of(parameters::find, variables::find, Moment.PLANNING);
    Outputs.check(template.source());
    this.order = new Order(evaluator, new Resources(evaluator).read(template, frame));
    this.lookup = new Lookup(order.sorted());
  }

  public List<Planned> resources() {
    return order.sorted();
  }

  /// What must be there before `one` is made.
  public Set<Planned> before(Planned one) {
    return order.before(one);
  }

  public Optional<Planned> find(String text) {
    return lookup.of(text).stream().findFirst();
  }

  /// `{name: {type, value}}`, without what is secret.
  public Value shownParameters() {
    return parameters.shown();
  }

  /// `{name: {type, value}}`, without what is secret.
  public Value outputs() {
    return new Outputs(evaluator, frame.at(Moment.RUNNING)).evaluate(template.source());
  }

  /// What is sent to make the resource.
  public Value.Obj body(Planned one) {
    Map<String, Value> body = new LinkedHashMap<>();
    Frame here = one.frame().at(Moment.RUNNING);
    if (one.source() instanceof Value.Obj(var members)) {
      members.forEach((name, value) -> {
        if (!NOT_IN_BODY.contains(Value.lower(name))) {
          boolean deployment = one.nested() && name.equalsIgnoreCase("properties");
          body.put(name, deployment ? deployment(one, value, here) : evaluator.value(value, here));
        }
      });
    }
    return new Value.Obj(body);
  }

  /// A nested template that is evaluated by itself is passed on as it stands; one that is evaluated
  /// here has no expressions left, and must not be read as having some.
  private Value deployment(Planned one, Value properties, Frame here) {
    Map<String, Value> made = new LinkedHashMap<>();
    if (properties instanceof Value.Obj(var members)) {
      members.forEach((name, value) -> {
        boolean nested = name.equalsIgnoreCase("template");
        if (nested && one.inner()) {
          made.put(name, value);
        } else {
          Value evaluated = evaluator.value(value, here);
          made.put(name, nested ? escaped(evaluated) : evaluated);
        }
      });
    }
    return Nested.guarded(new Value.Obj(made));
  }

  private static Value escaped(Value value) {
    return switch (value) {
      case Value.Null _, Value.Bool _, Value.Num _ -> value;
      case Value.Text(String text, boolean secret) ->
          new Value.Text(Expression.escaped(text), secret);
      case Value.Arr(var items) -> new Value.Arr(items.stream().map(Plan::escaped).toList());
      case Value.Obj(var members) -> {
        Map<String, Value> same = new LinkedHashMap<>();
        members.forEach((name, member) -> same.put(name, escaped(member)));
        yield new Value.Obj(same);
      }
    };
  }
}
