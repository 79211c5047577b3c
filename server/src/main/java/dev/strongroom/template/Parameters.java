package dev.strongroom.template;

import dev.strongroom.template.Frame.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a deployment: those declared, with what was given or their defaults.
final class Parameters {
  private final Map<String, Parameter> declared = new LinkedHashMap<>();
  private final Map<String, Value> values = new HashMap<>();

  private Parameters() {}

  /// @param given `{name: {value: …}}`
  static Parameters bind(Value template, Value given, Evaluator evaluator) {
    Parameters parameters = new Parameters();
    if (template.member("parameters").orElse(Value.EMPTY) instanceof Value.Obj(var members)) {
      Template.limit(members.size(), TemplateLimits.MAX_PARAMETERS, "parameters");
      members.forEach((name, one) ->
          parameters.declared.put(Value.lower(name), Parameter.read(name, one, template)));
    }
    parameters.refuseUnknown(given);
    for (Parameter parameter : parameters.declared.values()) {
      parameters.values.put(
          Value.lower(parameter.name()),
          evaluator.scales().kept(parameters.value(parameter, given, evaluator)));
    }
    return parameters;
  }

  Optional<Value> find(String lowerName) {
    return Optional.ofNullable(values.get(lowerName));
  }

  /// `{name: {type, value}}`; a secure one without its value, and no marked text in others.
  Value shown() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Parameter parameter : declared.values()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("type", Value.text(parameter.shownType()));
      Value value = values.getOrDefault(Value.lower(parameter.name()), Value.NULL);
      if (!parameter.secure() && !value.holdsSecret()) {
        one.put("value", value);
      }
      all.put(parameter.name(), new Value.Obj(one));
    }
    return new Value.Obj(all);
  }

  /// A default may use the parameters before it.
  private Value value(Parameter parameter, Value given, Evaluator evaluator) {
    Optional<Value> explicit = given.member(parameter.name());
    if (explicit.isPresent()) {
      Value value =
          explicit
              .get()
              .find("value")
              .orElseThrow(() ->
                  Flaw.invalid(
                      "The template parameter '"
                          + parameter.name()
                          + "' is given without a 'value'; references to key vaults are not"
                          + " offered"));
      return parameter.checked(value);
    }
    Frame frame = Frame.of(this::find, Frame.NONE, Moment.DEFAULTS);
    Optional<Value> byDefault = parameter.declaration().find("defaultValue");
    if (byDefault.isPresent()) {
      return parameter.checked(evaluator.value(byDefault.get(), frame));
    } else if (parameter.nullable()) {
      return Value.NULL;
    }
    throw Flaw.invalid(
        "The value for the template parameter '"
            + parameter.name()
            + "' is not provided. Please see https://aka.ms/arm-create-parameter-file for usage"
            + " details");
  }

  private void refuseUnknown(Value given) {
    if (!(given instanceof Value.Obj(var members))) {
      return;
    }
    List<String> unknown = new ArrayList<>(members.keySet());
    unknown.removeIf(name -> declared.containsKey(Value.lower(name)));
    if (!unknown.isEmpty()) {
      throw Flaw.invalid(
          "The template parameters '"
              + String.join(", ", unknown)
              + "' in the parameters file are not valid; they are not present in the original"
              + " template and can therefore not be provided at deployment time. The only"
              + " supported parameters for this template are '"
              + String.join(", ", declared.values().stream().map(Parameter::name).toList())
              + "'. Please see https://aka.ms/arm-pass-parameter-values for usage details");
    }
  }
}
