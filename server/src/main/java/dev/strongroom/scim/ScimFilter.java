package dev.strongroom.scim;

import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Arr;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A filter (RFC 7644, 3.4.2.2) and what it means.
sealed interface ScimFilter {
  boolean holds(JsonValue resource);

  /// The words that compare.
  enum Comparison {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE
  }

  /// `userName eq "x"`; of an attribute with several values, any.
  record Compare(Place place, Comparison by, JsonValue value) implements ScimFilter {
    @Override
    public boolean holds(JsonValue resource) {
      List<JsonValue> found = place.in(resource);
      return by == Comparison.NE
          ? found.stream().noneMatch(one -> compares(one, Comparison.EQ))
          : found.stream().anyMatch(one -> compares(one, by));
    }

    private boolean compares(JsonValue found, Comparison how) {
      if (found instanceof JsonValue.Str(var left) && value instanceof JsonValue.Str(var right)) {
        return place.exact()
            ? text(left, how, right)
            : text(left.toLowerCase(Locale.ROOT), how, right.toLowerCase(Locale.ROOT));
      }
      return how == Comparison.EQ && found.equals(value);
    }

    private static boolean text(String left, Comparison how, String right) {
      return switch (how) {
        case EQ -> left.equals(right);
        case NE -> !left.equals(right);
        case CO -> left.contains(right);
        case SW -> left.startsWith(right);
        case EW -> left.endsWith(right);
        case GT -> left.compareTo(right) > 0;
        case GE -> left.compareTo(right) >= 0;
        case LT -> left.compareTo(right) < 0;
        case LE -> left.compareTo(right) <= 0;
      };
    }
  }

  /// `title pr`
  record Present(Place place) implements ScimFilter {
    @Override
    public boolean holds(JsonValue resource) {
      return !place.in(resource).isEmpty();
    }
  }

  record And(ScimFilter left, ScimFilter right) implements ScimFilter {
    @Override
    public boolean holds(JsonValue resource) {
      return left.holds(resource) && right.holds(resource);
    }
  }

  record Or(ScimFilter left, ScimFilter right) implements ScimFilter {
    @Override
    public boolean holds(JsonValue resource) {
      return left.holds(resource) || right.holds(resource);
    }
  }

  record Not(ScimFilter inner) implements ScimFilter {
    @Override
    public boolean holds(JsonValue resource) {
      return !inner.holds(resource);
    }
  }

  /// `emails[type eq "work"]`: some value meets the whole inner filter.
  record Within(String attribute, ScimFilter inner) implements ScimFilter {
    @Override
    public boolean holds(JsonValue resource) {
      return resource.items(attribute).stream().anyMatch(inner::holds);
    }
  }

  /// An attribute, and what of it is meant.
  record Place(String attribute, Optional<String> part) {
    private static final Set<String> EXACT = Set.of("id", "externalId", "$ref");

    boolean exact() {
      return EXACT.contains(attribute);
    }

    /// The simple values there; of an attribute with several values, their `value` when no part is
    /// named.
    List<JsonValue> in(JsonValue resource) {
      return resource.member(attribute).stream()
          .flatMap(found -> found instanceof Arr(var items) ? items.stream() : Stream.of(found))
          .flatMap(found -> simple(found).stream())
          .toList();
    }

    private Optional<JsonValue> simple(JsonValue found) {
      if (found instanceof JsonValue.Obj) {
        return found.member(part.orElse("value"));
      }
      return part.isEmpty() ? Optional.of(found) : Optional.empty();
    }
  }

  /// The value that `attribute` must equal for the filter to hold, if it is no more than that.
  static Optional<String> sole(ScimFilter filter, String attribute) {
    return filter instanceof Compare(Place place, Comparison by, JsonValue.Str(String text))
            && by == Comparison.EQ
            && place.equals(new Place(attribute, Optional.empty()))
        ? Optional.of(text)
        : Optional.empty();
  }
}
