package dev.strongroom.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.trust.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static final int SEEDS = 20_000;

  @Test
  void readsWhatTheParserReadsAndCountsUtf16Units() {
    for (int seed = 0; seed < SEEDS; seed += 1) {
      byte[] json = randomJson(new Random(seed));
      String expected = Json.parse(json) instanceof JsonValue.Str(String text) ? text : "?";
      JsonText.Text read = JsonText.read(json, 0);
      assertThat(text(read)).as("seed %d", seed).isEqualTo(expected);
      assertThat(read.characters()).as("seed %d", seed).isEqualTo(expected.length());
    }
  }

  @Test
  void whatItReadsTheWriterWritesBackAsTheSameText() {
    for (int seed = 0; seed < SEEDS; seed += 1) {
      JsonText.Text read = JsonText.read(randomJson(new Random(seed)), 0);
      byte[] written = new JsonBytes(seed % 7).string(read.utf8()).finish();
      assertThat(Json.parse(written)).as("seed %d", seed).isEqualTo(new JsonValue.Str(text(read)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "c3",
        "c328",
        "e0809f",
        "e282",
        "eda080",
        "edbfbf",
        "f0808080",
        "f08282ac",
        "f4908080",
        "f5808080",
        "ff",
        "c3a9ff",
        "f09f98"
      })
  void bytesThatAreNotUtf8AreRefused(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    assertRefused(quoted(bad), "The request body is not valid UTF-8.");
  }

  @ParameterizedTest
  @CsvSource({"\\ud83d", "\\ude00", "\\ud83d\\u0041", "\\ude00\\ud83d", "\\ud83dx"})
  void halfASurrogatePairIsRefused(String escapes) {
    assertRefused(
        quoted(escapes.getBytes(StandardCharsets.US_ASCII)),
        "The request body names half of a surrogate pair, which is no character.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x", "\\u12", "\\u12g4", "\n", "\\ud83d\\u"})
  void badEscapesAndBareControlCharactersAreRefused(String inside) {
    assertRefused(
        quoted(inside.getBytes(StandardCharsets.US_ASCII)),
        "The request body is not well-formed JSON.");
  }

  @Test
  void aStringThatDoesNotEndIsRefused() {
    assertRefused(
        "\"abc\\".getBytes(StandardCharsets.US_ASCII), "The request body is not well-formed JSON.");
  }

  @Test
  void anotherEncodingThanUtf8IsRefused() {
    byte[] utf16 = "{\"value\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> SecretBody.withValue(utf16).content())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Malformed.class));
  }

  @Test
  void aByteOrderMarkDoesNotShiftTheValue() {
    byte[] marked = "\ufeff{\"value\":\"x€\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(SecretBody.withValue(marked).content().value()).isEqualTo(SecretBytes.utf8("x€"));
  }

  @Test
  void aRepeatedValueIsRefused() {
    byte[] twice = "{\"value\":\"a\",\"value\":\"b\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SecretBody.withValue(twice))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isInstanceOf(Problem.Malformed.class));
  }

  private static void assertRefused(byte[] json, String message) {
    assertThatThrownBy(() -> JsonText.read(json, 0))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isEqualTo(new Problem.Malformed(message)));
  }

  private static String text(JsonText.Text read) {
    return new String(read.utf8().reveal(), StandardCharsets.UTF_8);
  }

  private static byte[] quoted(byte[] inside) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write('"');
    bytes.writeBytes(inside);
    bytes.write('"');
    return bytes.toByteArray();
  }

  /// A well-formed JSON string of code points of every size, plain or escaped in every way.
  private static byte[] randomJson(Random random) {
    int[] limits = {0x80, 0x800, 0x10000, 0x110000};
    StringBuilder json = new StringBuilder("\"");
    int length = random.nextInt(40);
    for (int i = 0; i < length; i += 1) {
      int code = random.nextInt(limits[random.nextInt(limits.length)]);
      if (code >= 0xd800 && code <= 0xdfff) {
        continue;
      }
      if (code < ' ' || code == '"' || code == '\\' || random.nextInt(3) == 0) {
        for (char unit : Character.toChars(code)) {
          String form = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
          json.append(form.formatted((int) unit));
        }
      } else {
        json.appendCodePoint(code);
      }
    }
    String[] shorts = {"\\n", "\\r", "\\t", "\\b", "\\f", "\\/", "\\\\", "\\\""};
    json.append(shorts[random.nextInt(shorts.length)]);
    return json.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }
}
