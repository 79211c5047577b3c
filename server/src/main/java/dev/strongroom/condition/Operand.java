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
        case Facts.Known.Values(var values) -> areAll(type, values) ? values : List.of();
        case Facts.Known.Absent _, Facts.Known.Unknown _ -> List.of();
      };
    }

    private static boolean areAll(Type type, List<Value> values) {
      for (int i = 0; i < values.size(); i += 1) {
        if (values.get(i).type() != type) {
          return false;
        }
      }
      return true;
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
