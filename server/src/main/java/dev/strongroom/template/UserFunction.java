package dev.strongroom.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A function that a template brings along: names of its parameters, and what it gives.
record UserFunction(List<String> parameters, Value output) {
  /// By `namespace.name` in lower case.
  static Map<String, UserFunction> read(Value template) {
    Map<String, UserFunction> found = new HashMap<>();
    for (Value space : template.items("functions")) {
      String namespace = space.text("namespace", true).orElse("");
      if (space.member("members").orElse(Value.EMPTY) instanceof Value.Obj(var members)) {
        members.forEach((name, function) ->
            found.put(Value.lower(namespace + "." + name), read(function, name)));
      }
    }
    return found;
  }

  private static UserFunction read(Value function, String name) {
    List<String> parameters =
        function.items("parameters").stream()
            .map(one ->
                one.text("name", true)
                    .orElseThrow(() ->
                        Flaw.invalid("A parameter of the function '" + name + "' has no name")))
            .toList();
    return new UserFunction(
        parameters,
        function
            .member("output")
            .flatMap(output -> output.find("value"))
            .orElseThrow(() -> Flaw.invalid("The function '" + name + "' has no output")));
  }
}
