package dev.strongroom.template;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
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
  private final Value given;

  /// @param given `{name: {value: …}}`, or a reference to a secret in place of the value
  private Parameters(Value template, Value given) {
    this.given = given;
    if (template.member("parameters").orElse(Value.EMPTY) instanceof Value.Obj(var members)) {
      Template.limit(members.size(), TemplateLimits.MAX_PARAMETERS, "parameters");
      members.forEach(
          (name, one) -> declared.put(Value.lower(name), Parameter.read(name, one, template)));
    }
    refuseUnknown();
  }

  static Parameters bind(Value template, Value given, Evaluator evaluator) {
    Parameters parameters = new Parameters(template, given);
    for (Parameter parameter : parameters.declared.values()) {
      parameters.values.put(
          Value.lower(parameter.name()),
          evaluator.scales().kept(parameters.value(parameter, evaluator)));
    }
    return parameters;
  }

  static List<SecretReference> references(Value template, Value given) {
    Parameters parameters = new Parameters(template, given);
    return parameters.declared.values().stream()
        .flatMap(parameter -> parameters.reference(parameter).stream())
        .toList();
  }

  Optional<Value> find(String lowerName) {
    return Optional.ofNullable(values.get(lowerName));
  }

  /// `{name: {type, value}}`; a secure one without its value, and no marked text in others. What
  /// refers to a secret still does, in place of a value.
  Value shown() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Parameter parameter : declared.values()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("type", Value.text(parameter.shownType()));
      Value value = values.getOrDefault(Value.lower(parameter.name()), Value.NULL);
      if (!parameter.secure() && !value.holdsSecret()) {
        one.put("value", value);
      }
      reference(parameter).ifPresent(reference -> one.put("reference", reference.shown()));
      all.put(parameter.name(), new Value.Obj(one));
    }
    return new Value.Obj(all);
  }

  private Optional<SecretReference> reference(Parameter parameter) {
    return given.member(parameter.name()).flatMap(one -> SecretReference.of(parameter, one));
  }

  /// A default may use the parameters before it.
  private Value value(Parameter parameter, Evaluator evaluator) {
    Optional<SecretReference> reference = reference(parameter);
    if (reference.isPresent()) {
      String text = evaluator.around().secret(reference.get());
      return parameter.secret().checked(Value.text(text));
    }
    Optional<Value> explicit = given.member(parameter.name());
    if (explicit.isPresent()) {
      return parameter.checked(explicit.get().find("value").orElseThrow(() -> unsaid(parameter)));
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

  private static Refused unsaid(Parameter parameter) {
    return new Problem.Invalid(
            "InvalidDeploymentParameterValue",
            "The value of deployment parameter '"
                + parameter.name()
                + "' is null. Please specify the value or use the parameter reference. Please see"
                + " https://aka.ms/arm-create-parameter-file for usage details.")
        .asException();
  }

  private void refuseUnknown() {
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
