package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void calendarUnitsAndHoursAreAddedAndTakenAway() {
    assertThat(span("P90D").after(START)).isEqualTo("2026-05-01T12:00:00Z");
    assertThat(span("P1M").after(START)).isEqualTo("2026-02-28T12:00:00Z");
    assertThat(span("P2Y").after(START)).isEqualTo("2028-01-31T12:00:00Z");
    assertThat(span("PT48H").after(START)).isEqualTo("2026-02-02T12:00:00Z");
    assertThat(span("P1Y10DT1H30M").after(START)).isEqualTo("2027-02-10T13:30:00Z");
    assertThat(span("P2W").before(START)).isEqualTo("2026-01-17T12:00:00Z");
  }

  @Test
  void whatIsNoSpanIsNotRead() {
    for (String text :
        List.of(
            "",
            "P",
            "PT",
            "90D",
            "P-1D",
            "P1D ",
            "p1d",
            "P1.5D",
            "P99999D",
            "PT1D",
            "P1DT",
            "P1S",
            "P" + "1D".repeat(100_000),
            "PT" + "1H".repeat(100_000))) {
      assertThat(Span.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void lengthsAreComparedToTheDay() {
    assertThat(span("P7D").isLongerThanOrAsLongAs(Duration.ofDays(7))).isTrue();
    assertThat(span("P6DT23H").isLongerThanOrAsLongAs(Duration.ofDays(7))).isFalse();
    assertThat(span("P23D").fitsInto(span("P30D"), Duration.ofDays(7))).isTrue();
    assertThat(span("P24D").fitsInto(span("P30D"), Duration.ofDays(7))).isFalse();
  }

  private static Span span(String text) {
    return Span.parse(text).orElseThrow();
  }
}
