package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One condition of an OData `$filter` as the authorization APIs use it: `atScope()`,
/// `assignedTo('id')`, `principalId eq 'id'`; several are joined by `and`.
///
/// @param name in lower case
/// @param value the text in quotes
public record FilterTerm(String name, Optional<String> value) {
  private static final int MAX_LENGTH = 2_048;

  /// Possessive: the other forms need a stack as deep as the text is long.
  private static final String TEXT = "'([^']*+(?:''[^']*+)*+)'";

  private static final Pattern TERM =
      Pattern.compile(
          "\\s*(\\w+)\\s*(?:\\(\\s*(?:" + TEXT + ")?\\s*\\)|\\s[eE][qQ]\\s+" + TEXT + ")\\s*");
  private static final Pattern AND = Pattern.compile("[aA][nN][dD]\\s");

  /// Refuses what it does not understand: ignoring a term would answer more than was asked for.
  public static List<FilterTerm> parse(String filter) {
    List<FilterTerm> terms = new ArrayList<>();
    if (filter.isBlank()) {
      return terms;
    }
    Matcher term = TERM.matcher(filter.length() > MAX_LENGTH ? "" : filter);
    Matcher and = AND.matcher(filter);
    int at = 0;
    while (true) {
      if (!term.region(at, term.regionEnd()).lookingAt()) {
        throw notUnderstood(filter);
      }
      terms.add(of(term));
      at = term.end();
      if (at == filter.length()) {
        return terms;
      } else if (!and.region(at, filter.length()).lookingAt()) {
        throw notUnderstood(filter);
      }
      at = and.end();
    }
  }

  private static FilterTerm of(Matcher term) {
    Optional<String> value =
        Optional.ofNullable(term.group(2)).or(() -> Optional.ofNullable(term.group(3)));
    return new FilterTerm(
        term.group(1).toLowerCase(Locale.ROOT), value.map(text -> text.replace("''", "'")));
  }

  public static RuntimeException notUnderstood(String filter) {
    return new Problem.Invalid(
            "BadRequestFormat",
            "The filter '"
                + filter
                + "' is not supported. Role assignments take atScope(), assignedTo('{objectId}') and"
                + " principalId eq '{objectId}'; role definitions take roleName eq '{name}', type eq"
                + " 'BuiltInRole' or 'CustomRole', and atScopeAndBelow(); join them with and.")
        .asException();
  }
}
