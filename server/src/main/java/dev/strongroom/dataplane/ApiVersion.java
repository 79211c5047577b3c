package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The api-version a request asks for. It is mandatory; Azure has no default. An unknown one is
/// answered with a text that clients scrape for the version to use instead.
record ApiVersion(String text) {
  private static final Pattern NUMBERED = Pattern.compile("7\\.[0-6](-preview(\\.[0-9]{1,2})?)?");

  /// What clients send all day is found without the expression.
  private static final Set<String> PLAIN = Set.of("7.0", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6");

  private static final Set<String> DATED =
      Set.of(
          "2015-06-01",
          "2016-10-01",
          "2025-06-01",
          "2025-06-01-preview",
          "2025-07-01",
          "2026-01-01-preview",
          "2026-03-01-preview",
          "2026-04-01",
          "2026-05-01-preview",
          "2026-07-01-preview");

  static ApiVersion parse(Optional<String> given) {
    return given
        .filter(text ->
            DATED.contains(text) || PLAIN.contains(text) || NUMBERED.matcher(text).matches())
        .map(ApiVersion::new)
        .orElseThrow(() -> new Problem.UnknownApiVersion(given).asException());
  }
}
