package dev.strongroom.scim;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Refused;
import dev.strongroom.scim.ScimFilter.And;
import dev.strongroom.scim.ScimFilter.Compare;
import dev.strongroom.scim.ScimFilter.Comparison;
import dev.strongroom.scim.ScimFilter.Not;
import dev.strongroom.scim.ScimFilter.Or;
import dev.strongroom.scim.ScimFilter.Place;
import dev.strongroom.scim.ScimFilter.Present;
import dev.strongroom.scim.ScimFilter.Within;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads filters and the paths of changes by the grammar of RFC 7644 (figures 1 and 7): `or` binds
/// weaker than `and`, `and` weaker than `not`.
final class FilterParser {
  static final int MAX_LENGTH = 1_000;
  static final int MAX_DEPTH = 16;
  private static final Pattern NAME =
      Pattern.compile("(?:urn:[A-Za-z0-9:.\\-]+:)?[A-Za-z$][A-Za-z0-9_\\-$]*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
  private static final Pattern LITERAL =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|true|false|null|-?[0-9]+(?:\\.[0-9]+)?");

  private final String text;
  private int at;
  private int depth;

  private FilterParser(String text) {
    this.text = text;
  }

  /// Where a change takes place.
  ///
  /// @param filter which values of the attribute
  /// @param part which part of them
  record Path(String attribute, Optional<ScimFilter> filter, Optional<String> part) {}

  static ScimFilter filter(String text) {
    FilterParser parser = new FilterParser(limited(text));
    ScimFilter filter = parser.alternatives();
    parser.end();
    return filter;
  }

  static Path path(String text) {
    try {
      FilterParser parser = new FilterParser(limited(text));
      Path path = parser.place();
      parser.end();
      return path;
    } catch (Refused unreadable) {
      throw ScimProblems.path("The path cannot be read.");
    }
  }

  private static String limited(String text) {
    if (text.length() > MAX_LENGTH) {
      throw ScimProblems.filter("The filter is longer than " + MAX_LENGTH + " characters.");
    }
    return text;
  }

  private Path place() {
    String attribute = name();
    Optional<ScimFilter> filter = Optional.empty();
    if (take("[")) {
      filter = Optional.of(alternatives());
      need("]");
    }
    Optional<String> part = take(".") ? Optional.of(name()) : Optional.empty();
    return new Path(attribute, filter, part);
  }

  private ScimFilter alternatives() {
    depth += 1;
    if (depth > MAX_DEPTH) {
      throw ScimProblems.filter("The filter is nested deeper than " + MAX_DEPTH + ".");
    }
    ScimFilter left = conjunction();
    while (word("or")) {
      left = new Or(left, conjunction());
    }
    depth -= 1;
    return left;
  }

  private ScimFilter conjunction() {
    ScimFilter left = term();
    while (word("and")) {
      left = new And(left, term());
    }
    return left;
  }

  private ScimFilter term() {
    if (word("not")) {
      return new Not(group());
    }
    blanks();
    return text.startsWith("(", at) ? group() : comparison();
  }

  private ScimFilter group() {
    need("(");
    ScimFilter inner = alternatives();
    need(")");
    return inner;
  }

  private ScimFilter comparison() {
    Path place = place();
    if (place.filter().isPresent()) {
      if (place.part().isPresent()) {
        throw unreadable();
      }
      return new Within(place.attribute(), place.filter().get());
    }
    Place where = new Place(place.attribute(), place.part());
    if (word("pr")) {
      return new Present(where);
    }
    blanks();
    Comparison by = comparisonWord();
    return new Compare(where, by, literal());
  }

  private Comparison comparisonWord() {
    String word = next(WORD).toUpperCase(Locale.ROOT);
    for (Comparison one : Comparison.values()) {
      if (one.name().equals(word)) {
        return one;
      }
    }
    throw unreadable();
  }

  private JsonValue literal() {
    blanks();
    String literal = next(LITERAL);
    return Json.parse(literal.getBytes(StandardCharsets.UTF_8));
  }

  private String name() {
    blanks();
    return Names.standard(next(NAME));
  }

  private String next(Pattern form) {
    Matcher matcher = form.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw unreadable();
    }
    at = matcher.end();
    return matcher.group();
  }

  /// Takes the word if it is the next one.
  private boolean word(String wanted) {
    blanks();
    Matcher matcher = WORD.matcher(text).region(at, text.length());
    boolean there = matcher.lookingAt() && matcher.group().equalsIgnoreCase(wanted);
    at = there ? matcher.end() : at;
    return there;
  }

  private boolean take(String sign) {
    boolean there = text.startsWith(sign, at);
    at = there ? at + sign.length() : at;
    return there;
  }

  private void need(String sign) {
    blanks();
    if (!take(sign)) {
      throw unreadable();
    }
  }

  private void end() {
    blanks();
    if (at < text.length()) {
      throw unreadable();
    }
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at += 1;
    }
  }

  private Refused unreadable() {
    return ScimProblems.filter("The filter cannot be read from character " + (at + 1) + " on.");
  }
}
