package dev.strongroom.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The outputs of a template, evaluated when everything has been made.
record Outputs(Evaluator evaluator, Frame frame) {
  static void check(Value template) {
    if (template.member("outputs").orElse(Value.EMPTY) instanceof Value.Obj(var members)) {
      Template.limit(members.size(), TemplateLimits.MAX_OUTPUTS, "outputs");
      members.forEach((name, output) -> Parameter.read(name, output, template));
    }
  }

  /// `{name: {type, value}}`. What is secret, or was made of something secret, is left out.
  Value evaluate(Value template) {
    Map<String, Value> all = new LinkedHashMap<>();
    if (template.member("outputs").orElse(Value.EMPTY) instanceof Value.Obj(var members)) {
      members.forEach((name, output) -> {
        if (wanted(output)) {
          all.put(name, one(Parameter.read(name, output, template), output));
        }
      });
    }
    return evaluator.scales().weighed(new Value.Obj(all));
  }

  private boolean wanted(Value output) {
    return output
        .member("condition")
        .map(condition -> evaluator.value(condition, frame))
        .map(Value.flag(true)::sameAs)
        .orElse(true);
  }

  private Value one(Parameter declared, Value output) {
    Value value = value(output);
    Map<String, Value> shown = new LinkedHashMap<>();
    shown.put("type", Value.text(declared.shownType()));
    if (!declared.secure() && !value.holdsSecret()) {
      shown.put("value", value);
    }
    return new Value.Obj(shown);
  }

  private Value value(Value output) {
    if (output.member("copy").isEmpty()) {
      return evaluator.value(output.find("value").orElse(Value.NULL), frame);
    }
    Value copy = output.member("copy").orElse(Value.NULL);
    Loop loop = Loop.read(copy, evaluator, frame);
    Value input = copy.find("input").orElse(Value.NULL);
    List<Value> items = new ArrayList<>();
    for (int turn = 0; turn < loop.count(); turn += 1) {
      items.add(evaluator.value(input, frame.turn(loop.name(), turn)));
    }
    return new Value.Arr(items);
  }
}
