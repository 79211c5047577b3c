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

/// The forms of `$filter` that tools send: `p eq 'x'`, `startswith(p,'x')` and `p/any(c:c eq 'x')`,
/// and several of them joined by `and`. Text is compared without regard to case, as Graph does. Any
/// other form is refused, because answering more than was asked would pass for an answer.
final class Filter {
  private static final int MAX_LENGTH = 1_000;
  private static final String TEXT = "'([^']*+(?:''[^']*+)*+)'";
  private static final Pattern EQUALS = Pattern.compile("\\s*(\\w+)\\s+eq\\s+" + TEXT + "\\s*");
  private static final Pattern STARTS =
      Pattern.compile(
          "\\s*startswith\\(\\s*(\\w+)\\s*,\\s*" + TEXT + "\\s*\\)\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ANY =
      Pattern.compile("\\s*(\\w+)/any\\(\\s*(\\w+)\\s*:\\s*\\2\\s+eq\\s+" + TEXT + "\\s*\\)\\s*");

  private static final Pattern AND = Pattern.compile("and\\s+", Pattern.CASE_INSENSITIVE);

  private Filter() {}

  /// @param properties what can be asked for, by name
  static <T> Predicate<T> parse(String text, Map<String, Function<T, List<String>>> properties) {
    if (text.isBlank()) {
      return _ -> true;
    }
    if (text.length() > MAX_LENGTH) {
      throw unsupported("$filter is longer than " + MAX_LENGTH + " characters.");
    }
    Predicate<T> all = _ -> true;
    int at = 0;
    while (true) {
      Term<T> term = term(text, at, properties);
      all = all.and(term.holds());
      Matcher and = AND.matcher(text).region(term.end(), text.length());
      if (term.end() == text.length()) {
        return all;
      } else if (!and.lookingAt()) {
        throw unknownForm();
      }
      at = and.end();
    }
  }

  private record Term<T>(Predicate<T> holds, int end) {}

  private static <T> Term<T> term(
      String text, int at, Map<String, Function<T, List<String>>> properties) {
    Matcher equals = EQUALS.matcher(text).region(at, text.length());
    Matcher starts = STARTS.matcher(text).region(at, text.length());
    Matcher any = ANY.matcher(text).region(at, text.length());
    if (equals.lookingAt()) {
      return new Term<>(
          matching(properties, equals.group(1), equals.group(2), String::equals), equals.end());
    } else if (starts.lookingAt()) {
      return new Term<>(
          matching(properties, starts.group(1), starts.group(2), String::startsWith), starts.end());
    } else if (any.lookingAt()) {
      return new Term<>(
          matching(properties, any.group(1), any.group(3), String::equals), any.end());
    }
    throw unknownForm();
  }

  private static Refused unknownForm() {
    return unsupported(
        "The $filter is not one of the forms that this server offers: p eq 'x',"
            + " startswith(p,'x'), p/any(c:c eq 'x'), joined by and.");
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
