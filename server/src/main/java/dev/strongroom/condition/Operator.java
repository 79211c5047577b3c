package dev.strongroom.condition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An operator that compares values, as `ForAnyOfAnyValues:StringNotEqualsIgnoreCase`. Its name is
/// read without regard to case.
///
/// @param quantifier empty for exactly one value on each side
/// @param negated `Not`: the pair must not stand in the relation
public record Operator(
    Optional<Quantifier> quantifier,
    Type type,
    Relation relation,
    boolean negated,
    boolean ignoreCase) {
  /// Which pairs of a left and a right value must fit.
  public enum Quantifier {
    ANY_OF_ANY("ForAnyOfAnyValues", true, true),
    ALL_OF_ANY("ForAllOfAnyValues", false, true),
    ANY_OF_ALL("ForAnyOfAllValues", true, false),
    ALL_OF_ALL("ForAllOfAllValues", false, false);

    private final String word;
    private final boolean anyLeft;
    private final boolean anyRight;

    Quantifier(String word, boolean anyLeft, boolean anyRight) {
      this.word = word;
      this.anyLeft = anyLeft;
      this.anyRight = anyRight;
    }
  }

  private static final Map<String, Operator> BY_NAME = byName();

  static Optional<Operator> parse(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Whether the values stand as the operator says. Without a quantifier there is one on each side.
  boolean holds(List<Value> left, List<Value> right) {
    if (left.size() == 1 && right.size() == 1) { // the usual case, and then no quantifier matters
      return holds(left.getFirst(), right.getFirst());
    }
    Quantifier pairs = quantifier.orElse(Quantifier.ALL_OF_ALL);
    return pairs.anyLeft
        ? left.stream().anyMatch(one -> holds(one, right, pairs.anyRight))
        : left.stream().allMatch(one -> holds(one, right, pairs.anyRight));
  }

  private boolean holds(Value left, List<Value> right, boolean any) {
    return any
        ? right.stream().anyMatch(one -> holds(left, one))
        : right.stream().allMatch(one -> holds(left, one));
  }

  private boolean holds(Value left, Value right) {
    return relation.holds(left, right, ignoreCase) != negated;
  }

  private static Map<String, Operator> byName() {
    Map<String, Operator> names = new HashMap<>();
    for (Type type : Type.values()) {
      for (Relation relation : relationsOf(type)) {
        for (boolean negated : new boolean[] {false, true}) {
          for (boolean ignoreCase : new boolean[] {false, true}) {
            add(names, new Operator(Optional.empty(), type, relation, negated, ignoreCase));
          }
        }
      }
    }
    return Map.copyOf(names);
  }

  private static Set<Relation> relationsOf(Type type) {
    return switch (type) {
      case TEXT -> Relation.OF_TEXT;
      case NUMBER, DATE -> Relation.OF_ORDER;
      case FLAG, GUID -> Set.of(Relation.EQUALS);
    };
  }

  /// Only texts have a case, and orders have no `Not`: the opposite of less is greater or equal.
  private static void add(Map<String, Operator> names, Operator one) {
    boolean text = one.type == Type.TEXT;
    if ((one.ignoreCase && !text) || (one.negated && !text && one.relation != Relation.EQUALS)) {
      return;
    }
    names.put(one.toString().toLowerCase(Locale.ROOT), one);
    Arrays.stream(Quantifier.values())
        .map(each ->
            new Operator(Optional.of(each), one.type, one.relation, one.negated, one.ignoreCase))
        .forEach(each -> names.put(each.toString().toLowerCase(Locale.ROOT), each));
  }

  @Override
  public String toString() {
    return quantifier.map(one -> one.word + ":").orElse("")
        + type.word()
        + (negated ? "Not" : "")
        + relation.word()
        + (ignoreCase ? "IgnoreCase" : "");
  }
}
