package dev.strongroom.keys;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A span of time in ISO 8601, as `P90D`, `P3M`, `PT48H` or `P1Y10D`: a part in calendar units and
/// one in hours.
public record Span(String text) {
  private static final Pattern FORM =
      Pattern.compile("P(?=.)((?:\\d{1,4}[YMWD])*+)(?:T((?:\\d{1,6}[HMS])++))?");

  /// Spans are compared by what they come to from here: a leap year.
  private static final Instant FROM = Instant.parse("2000-01-01T00:00:00Z");

  public static Optional<Span> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      Span span = new Span(text);
      span.after(FROM);
      return Optional.of(span);
    } catch (DateTimeException | ArithmeticException outOfOrder) {
      return Optional.empty();
    }
  }

  public Instant after(Instant start) {
    return start.atOffset(ZoneOffset.UTC).plus(period()).plus(duration()).toInstant();
  }

  public Instant before(Instant end) {
    return end.atOffset(ZoneOffset.UTC).minus(period()).minus(duration()).toInstant();
  }

  boolean isLongerThanOrAsLongAs(Duration least) {
    return !after(FROM).isBefore(FROM.plus(least));
  }

  boolean fitsInto(Span whole, Duration rest) {
    return !after(FROM).plus(rest).isAfter(whole.after(FROM));
  }

  private Period period() {
    String part = group(1);
    return part.isEmpty() ? Period.ZERO : Period.parse("P" + part);
  }

  private Duration duration() {
    String part = group(2);
    return part.isEmpty() ? Duration.ZERO : Duration.parse("PT" + part);
  }

  private String group(int number) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.ofNullable(form.group(number)).orElse("") : "";
  }
}
