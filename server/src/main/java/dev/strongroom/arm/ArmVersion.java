package dev.strongroom.arm;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The api-version of a request to the control plane: a date, perhaps with a word behind it. Any
/// date since the control plane exists is taken, because tools ask for many (clients.md 5), newer
/// ones than we know among them.
record ArmVersion(LocalDate date) {
  private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:-[a-z]{1,20})?");
  private static final LocalDate FIRST = LocalDate.of(2014, 1, 1);
  private static final LocalDate ROLES_BY_DEFAULT = LocalDate.of(2026, 2, 1);

  static ArmVersion parse(Optional<String> given) {
    String text =
        given
            .filter(value -> !value.isBlank())
            .orElseThrow(() ->
                refused(
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all"
                        + " requests."));
    return read(text)
        .filter(date -> !date.isBefore(FIRST))
        .map(ArmVersion::new)
        .orElseThrow(() ->
            refused(
                "InvalidApiVersionParameter",
                "The api-version '"
                    + text
                    + "' is invalid. Use a date from 2014-01-01 on, as 2026-02-01 or"
                    + " 2024-04-01-preview."));
  }

  /// Whether a new vault that says nothing is judged by roles (azure-facts 2.2).
  boolean rolesByDefault() {
    return !date.isBefore(ROLES_BY_DEFAULT);
  }

  boolean isBefore(int year, int month, int day) {
    return date.isBefore(LocalDate.of(year, month, day));
  }

  private static Optional<LocalDate> read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(parts.group(1)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Refused refused(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
