package dev.strongroom.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
  private static final JsonValue ANNA =
      Json.parse(
          """
          {"id":"A1","externalId":"f:Anna","userName":"Anna@corp.test","active":true,
           "name":{"givenName":"Anna","familyName":"Li \\"x\\""},
           "emails":[{"value":"anna@home.test","type":"home"},
                     {"value":"a.li@corp.test","type":"work"}],
           "members":[{"value":"m1"},{"value":"m2"}]}
          """
              .getBytes(StandardCharsets.UTF_8));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq \"anna@CORP.test\"",
        "USERNAME EQ \"anna@corp.test\"",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"anna@corp.test\"",
        "externalId eq \"f:Anna\"",
        "active eq true",
        "userName sw \"anna\" and userName ew \".test\" and userName co \"@corp\"",
        "name.familyName eq \"Li \\\"x\\\"\"",
        "emails.type eq \"work\"",
        "emails[type eq \"work\" and value sw \"a.li\"]",
        "members[value eq \"m2\"]",
        "members eq \"m2\"",
        "not (active eq false)",
        "title pr or name pr or userName pr",
        "userName eq \"x\" or userName sw \"a\" and active eq true",
        "(userName eq \"x\" or userName sw \"a\") and active eq true",
        "userName ne \"bert\"",
        "title ne \"x\"",
        "userName gt \"a\" and userName lt \"b\" and userName ge \"anna\" and userName le \"annb\""
      })
  void holds(String filter) {
    assertThat(FilterParser.filter(filter).holds(ANNA)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName eq \"anna\"",
        "externalId eq \"f:anna\"",
        "id eq \"a1\"",
        "active eq \"true\"",
        "emails[type eq \"home\" and value sw \"a.li\"]",
        "members[value eq \"m3\"]",
        "title pr",
        "title eq null",
        "not (userName pr)",
        "(userName eq \"x\" or userName sw \"a\") and active eq false"
      })
  void doesNotHold(String filter) {
    assertThat(FilterParser.filter(filter).holds(ANNA)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "userName",
        "userName eq",
        "userName eq anna",
        "userName is \"x\"",
        "userName eq \"x",
        "userName eq \"x\" and",
        "userName eq \"x\" userName",
        "(userName pr",
        "not userName pr",
        "emails[type eq \"work\"",
        "emails[type eq \"work\"].value eq \"x\"",
        "eq \"x\"",
        "userName eq \"\\q\"",
        "1 eq 1"
      })
  void cannotBeRead(String filter) {
    assertThatThrownBy(() -> FilterParser.filter(filter)).isInstanceOf(Refused.class);
  }

  @Test
  void lengthAndDepthAreLimited() {
    String name = "a".repeat(FilterParser.MAX_LENGTH - " pr".length());
    assertThat(FilterParser.filter(name + " pr").holds(ANNA)).isFalse();
    assertThatThrownBy(() -> FilterParser.filter(name + "a pr")).isInstanceOf(Refused.class);
    int deepest = FilterParser.MAX_DEPTH - 1;
    assertThat(FilterParser.filter(nested(deepest)).holds(ANNA)).isTrue();
    assertThatThrownBy(() -> FilterParser.filter(nested(deepest + 1)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(((Problem.Invalid) refused.problem()).code())
                    .isEqualTo("invalidFilter"));
  }

  @Test
  void noiseIsRefusedAndNeverACrash() {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    String[] words = {
      "userName",
      " ",
      "eq",
      "\"x\"",
      "(",
      ")",
      "[",
      "]",
      "and",
      "or",
      "not",
      "pr",
      ".",
      "\"",
      "\\",
      "é"
    };
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(words[random.nextInt(words.length)]);
      }
      try {
        FilterParser.filter(text.toString()).holds(ANNA);
      } catch (Refused expected) {
        assertThat(expected.problem()).as("seed " + seed + ": " + text).isNotNull();
      }
    }
  }

  private static String nested(int depth) {
    return "(".repeat(depth) + "userName pr" + ")".repeat(depth);
  }
}
