package dev.strongroom.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What names mean where an expression stands.
///
/// @param parameters and `variables` find a value by its name; empty for one that is not declared
/// @param loops the turn of each loop around, by its name in lower case; `""` is the innermost
/// @param locals the variables of lambdas around
record Frame(
    Function<String, Optional<Value>> parameters,
    Function<String, Optional<Value>> variables,
    Map<String, Integer> loops,
    Map<String, Value> locals,
    Moment moment) {
  /// What may be asked when.
  enum Moment {
    /// A default of a parameter: the time and new GUIDs, but no resources.
    DEFAULTS,
    /// Names, conditions and loops, before anything is made.
    PLANNING,
    /// Properties and outputs, when what they refer to is there.
    RUNNING
  }

  static final Function<String, Optional<Value>> NONE = _ -> Optional.empty();

  static Frame of(
      Function<String, Optional<Value>> parameters,
      Function<String, Optional<Value>> variables,
      Moment moment) {
    return new Frame(parameters, variables, Map.of(), Map.of(), moment);
  }

  Frame at(Moment other) {
    return new Frame(parameters, variables, loops, locals, other);
  }

  /// Within turn `turn` of a loop.
  Frame turn(String loop, int turn) {
    Map<String, Integer> inner = new HashMap<>(loops);
    inner.put(Value.lower(loop), turn);
    inner.put("", turn);
    return new Frame(parameters, variables, Map.copyOf(inner), locals, moment);
  }

  Frame with(String local, Value value) {
    Map<String, Value> inner = new HashMap<>(locals);
    inner.put(Value.lower(local), value);
    return new Frame(parameters, variables, loops, Map.copyOf(inner), moment);
  }
}
