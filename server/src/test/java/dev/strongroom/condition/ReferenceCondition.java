package dev.strongroom.condition;

import dev.strongroom.condition.Operator.Quantifier;
import java.util.List;
import java.util.regex.Pattern;

/// What a condition means, as plainly as it can be written: 0 false, 1 not known, 2 true.
public final class ReferenceCondition {
  private ReferenceCondition() {}

  public static int judge(Condition condition, Facts facts) {
    return switch (condition) {
      case Condition.And(var parts) ->
          parts.stream().mapToInt(part -> judge(part, facts)).min().orElseThrow();
      case Condition.Or(var parts) ->
          parts.stream().mapToInt(part -> judge(part, facts)).max().orElseThrow();
      case Condition.Not(var part) -> 2 - judge(part, facts);
      case Condition.ActionMatches(var text, _) ->
          like(text.toLowerCase(java.util.Locale.ROOT), facts.action()) ? 2 : 0;
      case Condition.SubOperationMatches _ -> 0;
      case Condition.Unreadable _ -> 1;
      case Condition.Exists(var attribute) ->
          facts.about(attribute) instanceof Facts.Known.Values ? 2 : 0;
      case Condition.Compare(var left, var operator, var right) ->
          compare(
              left.values(facts, operator.type()), operator, right.values(facts, operator.type()));
    };
  }

  private static int compare(List<Value> left, Operator operator, List<Value> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return 1;
    }
    Quantifier pairs = operator.quantifier().orElse(Quantifier.ALL_OF_ALL);
    boolean holds =
        switch (pairs) {
          case ANY_OF_ANY ->
              left.stream().anyMatch(l -> right.stream().anyMatch(r -> pair(l, operator, r)));
          case ALL_OF_ANY ->
              left.stream().allMatch(l -> right.stream().anyMatch(r -> pair(l, operator, r)));
          case ANY_OF_ALL ->
              left.stream().anyMatch(l -> right.stream().allMatch(r -> pair(l, operator, r)));
          case ALL_OF_ALL ->
              left.stream().allMatch(l -> right.stream().allMatch(r -> pair(l, operator, r)));
        };
    return holds ? 2 : 0;
  }

  /// By the operator's name.
  private static boolean pair(Value left, Operator operator, Value right) {
    String name = operator.toString().replaceFirst(".*:", "");
    boolean ignoreCase = name.endsWith("IgnoreCase");
    String relation =
        name.replace("IgnoreCase", "").replaceFirst("^(String|Numeric|DateTime|Bool|Guid)", "");
    boolean negated = relation.startsWith("Not");
    String a = plain(left, ignoreCase);
    String b = plain(right, ignoreCase);
    boolean holds =
        switch (relation.replaceFirst("^Not", "")) {
          case "Equals" -> a.equals(b);
          case "StartsWith" -> a.startsWith(b);
          case "EndsWith" -> a.endsWith(b);
          case "Contains" -> a.contains(b);
          case "Like" -> like(b, a);
          case "LessThan" -> order(left, right) < 0;
          case "LessThanEquals" -> order(left, right) <= 0;
          case "GreaterThan" -> order(left, right) > 0;
          case "GreaterThanEquals" -> order(left, right) >= 0;
          default -> throw new AssertionError(name);
        };
    return holds != negated;
  }

  private static String plain(Value value, boolean ignoreCase) {
    String text = value instanceof Value.Text(String inner) ? inner : value.toString();
    return ignoreCase ? text.toLowerCase(java.util.Locale.ROOT) : text;
  }

  private static int order(Value left, Value right) {
    if (left instanceof Value.Whole(var a) && right instanceof Value.Whole(var b)) {
      return a.compareTo(b);
    } else if (left instanceof Value.Moment(var a) && right instanceof Value.Moment(var b)) {
      return a.compareTo(b);
    }
    throw new AssertionError(left + " and " + right + " have no order");
  }

  private static boolean like(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i += 1) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && "*?\\".indexOf(pattern.charAt(i + 1)) >= 0) {
        i += 1;
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      } else if (c == '*') {
        regex.append(".*");
      } else {
        regex.append(c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
