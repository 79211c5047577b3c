package dev.strongroom.condition;

import java.util.Locale;
import java.util.Set;

/// How one value must stand to another.
enum Relation {
  EQUALS("Equals"),
  STARTS_WITH("StartsWith"),
  ENDS_WITH("EndsWith"),
  CONTAINS("Contains"),
  LIKE("Like"),
  LESS_THAN("LessThan"),
  LESS_THAN_EQUALS("LessThanEquals"),
  GREATER_THAN("GreaterThan"),
  GREATER_THAN_EQUALS("GreaterThanEquals");

  static final Set<Relation> OF_TEXT = Set.of(EQUALS, STARTS_WITH, ENDS_WITH, CONTAINS, LIKE);
  static final Set<Relation> OF_ORDER =
      Set.of(EQUALS, LESS_THAN, LESS_THAN_EQUALS, GREATER_THAN, GREATER_THAN_EQUALS);

  private final String word;

  Relation(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  boolean holds(Value left, Value right, boolean ignoreCase) {
    return switch (left) {
      case Value.Text(String text) ->
          right instanceof Value.Text(String other)
              && (ignoreCase ? holds(lower(text), lower(other)) : holds(text, other));
      case Value.Whole(var number) ->
          right instanceof Value.Whole(var other) && ordered(number.compareTo(other));
      case Value.Moment(var instant) ->
          right instanceof Value.Moment(var other) && ordered(instant.compareTo(other));
      case Value.Flag _, Value.Id _ -> left.equals(right);
    };
  }

  private boolean holds(String text, String other) {
    return switch (this) {
      case EQUALS -> text.equals(other);
      case STARTS_WITH -> text.startsWith(other);
      case ENDS_WITH -> text.endsWith(other);
      case CONTAINS -> text.contains(other);
      case LIKE -> Wildcards.match(other, text);
      case LESS_THAN, LESS_THAN_EQUALS, GREATER_THAN, GREATER_THAN_EQUALS -> false;
    };
  }

  private boolean ordered(int order) {
    return switch (this) {
      case EQUALS -> order == 0;
      case LESS_THAN -> order < 0;
      case LESS_THAN_EQUALS -> order <= 0;
      case GREATER_THAN -> order > 0;
      case GREATER_THAN_EQUALS -> order >= 0;
      case STARTS_WITH, ENDS_WITH, CONTAINS, LIKE -> false;
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
