package dev.strongroom.elevation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The filter of eligible child resources.
final class ResourceTypes {
  private static final int MAX_LENGTH = 1_024;
  private static final Pattern TERM =
      Pattern.compile("resourceType[\\s+]+eq[\\s+]+'([^']*)'", Pattern.CASE_INSENSITIVE);
  private static final Pattern OR = Pattern.compile("[\\s+]+or[\\s+]+", Pattern.CASE_INSENSITIVE);

  private ResourceTypes() {}

  /// In lower case; empty for what is no such filter.
  static Optional<Set<String>> parse(String filter) {
    Set<String> types = new HashSet<>();
    if (filter.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    for (String part : OR.split(filter.strip())) {
      Matcher term = TERM.matcher(part);
      if (!term.matches()) {
        return Optional.empty();
      }
      types.add(term.group(1).toLowerCase(Locale.ROOT));
    }
    return Optional.of(types);
  }
}
