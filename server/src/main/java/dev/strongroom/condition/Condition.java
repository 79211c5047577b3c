package dev.strongroom.condition;

import java.util.List;
import java.util.stream.Collectors;

/// A condition that has been understood. `toString` writes it in a form that reads back as the same
/// condition.
public sealed interface Condition {
  /// Stands for a text that is no condition: it is never true and never false.
  Condition UNREADABLE = new Unreadable();

  /// What it says of a request; looks only at what is asked for.
  Truth judge(Facts facts);

  /// At least two parts.
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth judge(Facts facts) {
      Truth all = Truth.TRUE;
      for (int i = 0; i < parts.size() && all != Truth.FALSE; i += 1) {
        all = all.and(parts.get(i).judge(facts));
      }
      return all;
    }

    @Override
    public String toString() {
      return joined(parts, " AND ");
    }
  }

  /// At least two parts.
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth judge(Facts facts) {
      Truth any = Truth.FALSE;
      for (int i = 0; i < parts.size() && any != Truth.TRUE; i += 1) {
        any = any.or(parts.get(i).judge(facts));
      }
      return any;
    }

    @Override
    public String toString() {
      return joined(parts, " OR ");
    }
  }

  record Not(Condition part) implements Condition {
    @Override
    public Truth judge(Facts facts) {
      return part.judge(facts).not();
    }

    @Override
    public String toString() {
      return "NOT " + enclosed(part);
    }
  }

  /// `ActionMatches{'…'}`: the pattern is that of a permission.
  record ActionMatches(String text, ActionPattern pattern) implements Condition {
    ActionMatches(String text) {
      this(text, new ActionPattern(text));
    }

    @Override
    public Truth judge(Facts facts) {
      return Truth.of(pattern.matches(facts.action()));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ActionMatches that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return "ActionMatches{'" + text + "'}";
    }
  }

  /// `SubOperationMatches{'…'}`: nothing here has suboperations.
  record SubOperationMatches(String text) implements Condition {
    @Override
    public Truth judge(Facts facts) {
      return Truth.FALSE;
    }

    @Override
    public String toString() {
      return "SubOperationMatches{'" + text + "'}";
    }
  }

  record Exists(Attribute attribute) implements Condition {
    @Override
    public Truth judge(Facts facts) {
      return switch (facts.about(attribute)) {
        case Facts.Known.Values _ -> Truth.TRUE;
        case Facts.Known.Absent _ -> Truth.FALSE;
        case Facts.Known.Unknown _ -> Truth.UNKNOWN;
      };
    }

    @Override
    public String toString() {
      return "Exists " + attribute;
    }
  }

  record Compare(Operand left, Operator operator, Operand right) implements Condition {
    /// A comparison with an attribute that the request does not have is neither true nor false.
    @Override
    public Truth judge(Facts facts) {
      List<Value> these = left.values(facts, operator.type());
      List<Value> those = right.values(facts, operator.type());
      return these.isEmpty() || those.isEmpty()
          ? Truth.UNKNOWN
          : Truth.of(operator.holds(these, those));
    }

    @Override
    public String toString() {
      return left + " " + operator + " " + right;
    }
  }

  record Unreadable() implements Condition {
    @Override
    public Truth judge(Facts facts) {
      return Truth.UNKNOWN;
    }
  }

  private static String joined(List<Condition> parts, String word) {
    return parts.stream().map(Condition::enclosed).collect(Collectors.joining(word));
  }

  private static String enclosed(Condition part) {
    return part instanceof And || part instanceof Or ? "(" + part + ")" : part.toString();
  }
}
