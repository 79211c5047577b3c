package dev.strongroom.graph;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the forms of `$filter` that tools send:
///
/// ```
/// filter = all { "or" all }
/// all    = one { "and" one }
/// one    = "not" one | "(" filter ")" | p "eq" x | p "ne" x | p "in" "(" x { "," x } ")"
///        | "startswith(" p "," x ")" | "endswith(" p "," x ")" | p "/any(" c ":" c "eq" x ")"
/// x      = "'" text "'" | "true" | "false" | "null"
/// ```
///
/// Text is compared without regard to case, as Graph does. Any other form is refused, because
/// answering more than was asked would pass for an answer.
final class Filter<T> {
  static final int MAX_LENGTH = 1_000;
  static final int MAX_DEPTH = 16;
  private static final Pattern WORD = Pattern.compile("\\s*([A-Za-z]\\w*)");
  private static final Pattern VALUE =
      Pattern.compile("\\s*(?:'([^']*+(?:''[^']*+)*+)'|(true|false|null)\\b)");
  private static final BiPredicate<String, String> SAME = String::equals;

  private final String text;
  private final Map<String, Function<T, List<String>>> properties;
  private int at;
  private int depth;

  private Filter(String text, Map<String, Function<T, List<String>>> properties) {
    this.text = text;
    this.properties = properties;
  }

  /// @param properties what can be asked for, by name
  static <T> Predicate<T> parse(String text, Map<String, Function<T, List<String>>> properties) {
    if (text.isBlank()) {
      return _ -> true;
    } else if (text.length() > MAX_LENGTH) {
      throw unsupported("$filter is longer than " + MAX_LENGTH + " characters.");
    }
    Filter<T> filter = new Filter<>(text, properties);
    Predicate<T> read = filter.any();
    if (!text.substring(filter.at).isBlank()) {
      throw unknownForm();
    }
    return read;
  }

  private Predicate<T> any() {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw unsupported("$filter nests deeper than " + MAX_DEPTH + ".");
    }
    Predicate<T> read = all();
    while (taken("or")) {
      read = read.or(all());
    }
    depth -= 1;
    return read;
  }

  private Predicate<T> all() {
    Predicate<T> read = one();
    while (taken("and")) {
      read = read.and(one());
    }
    return read;
  }

  private Predicate<T> one() {
    if (sign('(')) {
      return closed(any());
    }
    String word = word();
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "not" -> not();
      case "startswith" -> called((value, wanted) -> value.startsWith(wanted));
      case "endswith" -> called((value, wanted) -> value.endsWith(wanted));
      default -> compared(word);
    };
  }

  private Predicate<T> not() {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw unsupported("$filter nests deeper than " + MAX_DEPTH + ".");
    }
    Predicate<T> denied = one().negate();
    depth -= 1;
    return denied;
  }

  private Predicate<T> called(BiPredicate<String, String> comparison) {
    want('(');
    Function<T, List<String>> values = property(word());
    want(',');
    return closed(matching(values, List.of(value()), comparison));
  }

  private Predicate<T> compared(String property) {
    if (sign('/')) {
      return anyOf(property);
    }
    Function<T, List<String>> values = property(property);
    if (taken("eq")) {
      return matching(values, List.of(value()), SAME);
    } else if (taken("ne")) {
      return matching(values, List.of(value()), SAME).negate();
    } else if (taken("in")) {
      want('(');
      List<Optional<String>> wanted = new ArrayList<>();
      do {
        wanted.add(value());
      } while (sign(','));
      return closed(matching(values, wanted, SAME));
    }
    throw unknownForm();
  }

  /// `p/any(c:c eq 'x')`
  private Predicate<T> anyOf(String property) {
    if (!taken("any")) {
      throw unknownForm();
    }
    want('(');
    String variable = word();
    want(':');
    if (!word().equals(variable) || !taken("eq")) {
      throw unknownForm();
    }
    return closed(matching(property(property), List.of(value()), SAME));
  }

  private Predicate<T> closed(Predicate<T> read) {
    want(')');
    return read;
  }

  /// What is null is said by having no value.
  private static <T> Predicate<T> matching(
      Function<T, List<String>> values,
      List<Optional<String>> wanted,
      BiPredicate<String, String> comparison) {
    return object -> {
      List<String> found = values.apply(object);
      return wanted.stream()
          .anyMatch(one ->
              one.map(text ->
                      found.stream()
                          .anyMatch(value -> comparison.test(value.toLowerCase(Locale.ROOT), text)))
                  .orElse(found.isEmpty()));
    };
  }

  private Function<T, List<String>> property(String name) {
    Function<T, List<String>> values = properties.get(name);
    if (values == null) {
      throw unsupported(
          "Unsupported or invalid query filter clause specified for property '" + name + "'.");
    }
    return values;
  }

  /// Empty for null.
  private Optional<String> value() {
    Matcher value = next(VALUE);
    return value.group(1) != null
        ? Optional.of(value.group(1).replace("''", "'").toLowerCase(Locale.ROOT))
        : Optional.of(value.group(2)).filter(word -> !word.equals("null"));
  }

  private String word() {
    return next(WORD).group(1);
  }

  private Matcher next(Pattern form) {
    Matcher matcher = form.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw unknownForm();
    }
    at = matcher.end();
    return matcher;
  }

  /// Takes the word if it is the next one.
  private boolean taken(String wanted) {
    Matcher matcher = WORD.matcher(text).region(at, text.length());
    boolean there = matcher.lookingAt() && matcher.group(1).equalsIgnoreCase(wanted);
    at = there ? matcher.end() : at;
    return there;
  }

  private boolean sign(char wanted) {
    int here = at;
    while (here < text.length() && Character.isWhitespace(text.charAt(here))) {
      here += 1;
    }
    boolean there = here < text.length() && text.charAt(here) == wanted;
    at = there ? here + 1 : at;
    return there;
  }

  private void want(char wanted) {
    if (!sign(wanted)) {
      throw unknownForm();
    }
  }

  private static Refused unknownForm() {
    return unsupported(
        "The $filter is not one of the forms that this server offers: p eq 'x', p ne 'x',"
            + " p in ('x','y'), startswith(p,'x'), endswith(p,'x'), p/any(c:c eq 'x'), joined by"
            + " and, or, not.");
  }

  static Refused unsupported(String message) {
    return new Problem.Invalid("Request_UnsupportedQuery", message).asException();
  }
}
