package dev.strongroom.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Refused;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphFilterTest {
  /// Objects are their names; `mail` is null.
  private static final Map<String, Function<String, List<String>>> PROPERTIES =
      Map.of(
          "name", List::of,
          "size", one -> List.of(Integer.toString(one.length())),
          "on", one -> List.of(Boolean.toString(one.length() > 3)),
          "mail", _ -> List.of());

  private static boolean holds(String filter, String object) {
    return Filter.parse(filter, PROPERTIES).test(object);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "name eq 'ANNA'|true",
        "name eq 'ann'|false",
        "name ne 'bert'|true",
        "name in ('bert', 'anna')|true",
        "name in ('bert')|false",
        "startswith(name,'an') and endswith( name , 'NA' )|true",
        "name eq 'x' or name eq 'anna'|true",
        "name eq 'anna' or name eq 'x' and name eq 'y'|true",
        "(name eq 'anna' or name eq 'x') and name eq 'y'|false",
        "not (name eq 'anna')|false",
        "not name eq 'x'|true",
        "not startswith(name,'b')|true",
        "name/any(c:c eq 'anna')|true",
        "on eq true|true",
        "on eq false|false",
        "mail eq null|true",
        "name eq null|false",
        "mail ne null|false",
        "NAME eq 'anna'|refused",
        "name gt 'a'|refused",
        "name eq 'anna' and|refused",
        "name eq 'anna' xor name eq 'x'|refused",
        "name eq anna|refused",
        "name eq 'anna|refused",
        "(name eq 'anna'|refused",
        "name in ()|refused",
        "name/all(c:c eq 'x')|refused",
        "name/any(c:d eq 'x')|refused"
      })
  void isRead(String filter, String expected) {
    String found;
    try {
      found = Boolean.toString(holds(filter, "anna"));
    } catch (Refused refused) {
      found = "refused";
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aQuoteIsWrittenTwice() {
    assertThat(holds("name eq 'o''neill' or name eq 'x'", "O'Neill")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "not "})
  void depthIsLimited(String around) {
    String after = around.equals("(") ? ")" : "";
    int deepest = Filter.MAX_DEPTH - 1;
    assertThat(
            Filter.parse(
                around.repeat(deepest) + "name eq 'a'" + after.repeat(deepest), PROPERTIES))
        .isNotNull();
    String deeper = around.repeat(deepest + 1) + "name eq 'a'" + after.repeat(deepest + 1);
    assertThatThrownBy(() -> Filter.parse(deeper, PROPERTIES)).isInstanceOf(Refused.class);
  }

  @Test
  void lengthIsLimited() {
    String longest = "name eq '" + "a".repeat(Filter.MAX_LENGTH - 10) + "'";
    assertThat(holds(longest, "a")).isFalse();
    assertThatThrownBy(() -> holds(longest + " ", "a")).isInstanceOf(Refused.class);
  }

  @Test
  void noiseIsRefusedAndNeverACrash() {
    long seed = 20261128;
    SplittableRandom random = new SplittableRandom(seed);
    String[] words = {
      "name", " eq ", "'x'", "(", ")", " and ", " or ", "not ", ",", "/any(c:c", "'"
    };
    for (int round = 0; round < 20_000; round += 1) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(10); i >= 0; i -= 1) {
        text.append(words[random.nextInt(words.length)]);
      }
      try {
        holds(text.toString(), "anna");
      } catch (Refused expected) {
        assertThat(expected.problem()).as("seed " + seed + ": " + text).isNotNull();
      }
    }
  }
}
