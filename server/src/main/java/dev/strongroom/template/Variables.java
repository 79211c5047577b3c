package dev.strongroom.template;

import dev.strongroom.template.Frame.Moment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables of a template, each evaluated when it is first asked for.
final class Variables {
  private final Map<String, Value> sources = new HashMap<>();
  private final Map<String, Value> known = new HashMap<>();
  private final Set<String> looped = new HashSet<>();
  private final Set<String> open = new HashSet<>();
  private final Evaluator evaluator;
  private final Frame frame;

  Variables(Value template, Parameters parameters, Evaluator evaluator) {
    this.evaluator = evaluator;
    this.frame = Frame.of(parameters::find, this::find, Moment.PLANNING);
    if (template.member("variables").orElse(Value.EMPTY) instanceof Value.Obj(var members)) {
      Template.limit(members.size(), TemplateLimits.MAX_VARIABLES, "variables");
      members.forEach(this::declare);
    }
  }

  /// Evaluates all, so that a mistake in one that nobody uses is found too.
  void evaluateAll() {
    sources.keySet().forEach(this::find);
  }

  Optional<Value> find(String lowerName) {
    Value value = known.get(lowerName);
    Value source = sources.get(lowerName);
    if (value != null || source == null) {
      return Optional.ofNullable(value);
    }
    if (!open.add(lowerName)) {
      throw Flaw.invalid("The template variable '" + lowerName + "' refers to itself");
    }
    Value all = evaluator.value(source, frame);
    Value evaluated = looped.contains(lowerName) ? all.find(lowerName).orElse(all) : all;
    known.put(lowerName, evaluator.scales().kept(evaluated));
    return Optional.of(evaluated);
  }

  /// `copy: [{name, count, input}]` declares one array for each loop.
  private void declare(String name, Value value) {
    if (name.equalsIgnoreCase("copy") && value instanceof Value.Arr(var loops)) {
      for (Value loop : loops) {
        String variable =
            loop.text("name", true).orElseThrow(() -> Flaw.invalid("A copy loop has no name"));
        looped.add(Value.lower(variable));
        sources.put(
            Value.lower(variable), new Value.Obj(Map.of("copy", new Value.Arr(List.of(loop)))));
      }
    } else {
      sources.put(Value.lower(name), value);
    }
  }
}
