package dev.strongroom.elevation;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time as ISO 8601 writes it, `PT8H` or `P365D`, in the client's own words. A year has
/// 365 days and a month 30, so that limits compare.
public record Span(String text, Duration length) implements Comparable<Span> {
  private static final int DAYS_OF_YEAR = 365;
  private static final int DAYS_OF_MONTH = 30;
  private static final int DAYS_OF_WEEK = 7;
  private static final int MONTHS = 2;
  private static final int WEEKS = 3;
  private static final int DAYS = 4;
  private static final int TIME = 5;

  /// Longer than anybody plans, and short enough to be added to any time.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final Pattern FORM =
      Pattern.compile(
          "P(?:(\\d{1,4})Y)?(?:(\\d{1,5})M)?(?:(\\d{1,5})W)?(?:(\\d{1,6})D)?(T(?=\\d)[0-9HMS.]{1,30})?");

  /// Empty for what is no duration, or none above zero.
  public static Optional<Span> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      long days =
          number(parts, 1) * DAYS_OF_YEAR
              + number(parts, MONTHS) * DAYS_OF_MONTH
              + number(parts, WEEKS) * DAYS_OF_WEEK
              + number(parts, DAYS);
      String time = parts.group(TIME);
      Duration length =
          Duration.ofDays(days).plus(time == null ? Duration.ZERO : Duration.parse("P" + time));
      boolean usable = length.isPositive() && length.compareTo(LONGEST) <= 0;
      return usable ? Optional.of(new Span(text, length)) : Optional.empty();
    } catch (DateTimeException | ArithmeticException unreadable) {
      return Optional.empty();
    }
  }

  public static Span of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no duration: " + text));
  }

  private static long number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  @Override
  public int compareTo(Span other) {
    return length.compareTo(other.length);
  }
}
