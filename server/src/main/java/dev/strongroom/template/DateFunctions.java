package dev.strongroom.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions on points in time. `utcNow` and `newGuid` are only for defaults of parameters, because
/// a template says the same each time it is deployed; the evaluator sees to that.
final class DateFunctions {
  private static final String PLAIN = "yyyyMMdd'T'HHmmss'Z'";
  private static final Pattern DURATION =
      Pattern.compile("(-?)P((?:\\d+[YMWD])*)(T(?:\\d+H)?(?:\\d+M)?(?:\\d+S)?)?");
  private static final Map<String, String> STANDARD =
      Map.of(
          "d", "MM/dd/yyyy",
          "u", "yyyy-MM-dd HH:mm:ss'Z'",
          "s", "yyyy-MM-dd'T'HH:mm:ss",
          "o", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSS'Z'");

  private DateFunctions() {}

  static void addTo(Map<String, Function<Arguments, Value>> table) {
    table.put("utcnow", DateFunctions::utcNow);
    table.put("newguid", with -> Value.text(with.count(0).around().newGuid()));
    table.put("datetimeadd", DateFunctions::add);
    table.put(
        "datetimetoepoch", with -> Value.number(time(with.count(1)).toInstant().getEpochSecond()));
    table.put(
        "datetimefromepoch",
        with ->
            Value.text(
                Instant.ofEpochSecond(with.count(1).whole(0)).atOffset(ZoneOffset.UTC).toString()));
  }

  private static Value utcNow(Arguments with) {
    with.count(0, 1);
    OffsetDateTime now = Instant.ofEpochMilli(with.around().now()).atOffset(ZoneOffset.UTC);
    return Value.text(written(with, now, with.maybeText(0)));
  }

  private static Value add(Arguments with) {
    OffsetDateTime time = time(with.count(2, 3));
    Matcher parts = DURATION.matcher(with.text(1));
    if (with.text(1).length() > TemplateLimits.MAX_FORMAT || !parts.matches()) {
      throw with.wrong(1, "a duration of ISO 8601, as P3Y or -PT1H30M");
    }
    try {
      int sign = parts.group(1).isEmpty() ? 1 : -1;
      Period days = parts.group(2).isEmpty() ? Period.ZERO : Period.parse("P" + parts.group(2));
      boolean hours = parts.group(3) != null && parts.group(3).length() > 1;
      Duration rest = hours ? Duration.parse("P" + parts.group(3)) : Duration.ZERO;
      OffsetDateTime moved = time.plus(days.multipliedBy(sign)).plus(rest.multipliedBy(sign));
      return Value.text(
          with.size() == 3
              ? written(with, moved, with.maybeText(2))
              : DateTimeFormatter.ISO_INSTANT.format(moved));
    } catch (DateTimeException | ArithmeticException tooFar) {
      throw with.wrong(1, "a duration that leads to a date");
    }
  }

  private static OffsetDateTime time(Arguments with) {
    String text = with.text(0);
    try {
      return text.length() == 16
          ? java.time.LocalDateTime.parse(text, DateTimeFormatter.ofPattern(PLAIN, Locale.ROOT))
              .atOffset(ZoneOffset.UTC)
          : OffsetDateTime.parse(text.replace(' ', 'T'));
    } catch (DateTimeException notTime) {
      throw with.wrong(0, "a time of ISO 8601");
    }
  }

  /// .NET's letters for parts of a time are nearly Java's.
  private static String written(Arguments with, OffsetDateTime time, Optional<String> format) {
    String given = format.orElse("");
    if (given.length() > TemplateLimits.MAX_FORMAT) {
      throw with.refused("a format has at most " + TemplateLimits.MAX_FORMAT + " characters");
    }
    String pattern =
        given.isEmpty()
            ? PLAIN
            : STANDARD.getOrDefault(
                given,
                given
                    .replace('f', 'S')
                    .replace('t', 'a')
                    .replaceAll("(?<!')T(?!')", "'T'")
                    .replaceAll("(?<!')Z(?!')", "'Z'"));
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
    } catch (IllegalArgumentException | DateTimeException notPattern) {
      throw with.refused("the format '" + given + "' is not offered");
    }
  }
}
