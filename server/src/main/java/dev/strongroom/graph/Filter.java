package dev.strongroom.graph;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The forms of `$filter` that tools send: `p eq 'x'`, `startswith(p,'x')` and `p/any(c:c eq 'x')`.
/// Text is compared without regard to case, as Graph does. Any other form is refused, because
/// answering more than was asked would pass for an answer.
final class Filter {
  private static final int MAX_LENGTH = 1_000;
  private static final String TEXT = "'([^']*+(?:''[^']*+)*+)'";
  private static final Pattern EQUALS = Pattern.compile("\\s*(\\w+)\\s+eq\\s+" + TEXT + "\\s*");
  private static final Pattern STARTS =
      Pattern.compile(
          "\\s*startswith\\(\\s*(\\w+)\\s*,\\s*" + TEXT + "\\s*\\)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ANY =
      Pattern.compile("\\s*(\\w+)/any\\(\\s*(\\w+)\\s*:\\s*\\2\\s+eq\\s+" + TEXT + "\\s*\\)\\s*");

  private Filter() {}

  /// @param properties what can be asked for, by name
  static <T> Predicate<T> parse(String text, Map<String, Function<T, List<String>>> properties) {
    if (text.isBlank()) {
      return _ -> true;
    }
    if (text.length() > MAX_LENGTH) {
      throw unsupported("$filter is longer than " + MAX_LENGTH + " characters.");
    }
    Matcher equals = EQUALS.matcher(text);
    Matcher starts = STARTS.matcher(text);
    Matcher any = ANY.matcher(text);
    if (equals.matches()) {
      return matching(properties, equals.group(1), equals.group(2), String::equals);
    } else if (starts.matches()) {
      return matching(properties, starts.group(1), starts.group(2), String::startsWith);
    } else if (any.matches()) {
      return matching(properties, any.group(1), any.group(3), String::equals);
    }
    throw unsupported(
        "The $filter is not one of the forms that this server offers: p eq 'x',"
            + " startswith(p,'x'), p/any(c:c eq 'x').");
  }

  private interface Comparison {
    boolean holds(String value, String wanted);
  }

  private static <T> Predicate<T> matching(
      Map<String, Function<T, List<String>>> properties,
      String property,
      String quoted,
      Comparison comparison) {
    Function<T, List<String>> values = properties.get(property);
    if (values == null) {
      throw unsupported(
          "Unsupported or invalid query filter clause specified for property '" + property + "'.");
    }
    String wanted = quoted.replace("''", "'").toLowerCase(Locale.ROOT);
    return object ->
        values.apply(object).stream()
            .anyMatch(value -> comparison.holds(value.toLowerCase(Locale.ROOT), wanted));
  }

  static Refused unsupported(String message) {
    return new Problem.Invalid("Request_UnsupportedQuery", message).asException();
  }
}
