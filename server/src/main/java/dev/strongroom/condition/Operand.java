package dev.strongroom.condition;

import java.util.List;
import java.util.stream.Collectors;

/// One side of a comparison.
public sealed interface Operand {
  /// The values to compare, all of `type`; none when the request cannot tell.
  List<Value> values(Facts facts, Type type);

  record Of(Attribute attribute) implements Operand {
    @Override
    public List<Value> values(Facts facts, Type type) {
      return switch (facts.about(attribute)) {
        case Facts.Known.Values(var values) ->
            values.stream().allMatch(value -> value.type() == type) ? values : List.of();
        case Facts.Known.Absent _, Facts.Known.Unknown _ -> List.of();
      };
    }

    @Override
    public String toString() {
      return attribute.toString();
    }
  }

  /// At least one value, all of the operator's type.
  record Literal(List<Value> values) implements Operand {
    public Literal {
      values = List.copyOf(values);
    }

    @Override
    public List<Value> values(Facts facts, Type type) {
      return values;
    }

    @Override
    public String toString() {
      return values.size() == 1
          ? values.getFirst().toString()
          : values.stream().map(Value::toString).collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
