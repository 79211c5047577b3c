package dev.strongroom.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.ReleasePolicy;
import dev.strongroom.keys.ReleaseRules;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of release policies that somebody wrote to do harm, or that say two things.
class ReleaseRulesTextTest {
  /// Written out it would be a text of a billion digits.
  @Test
  void aNumberWithAHugeExponentStaysShort() {
    ReleaseRules rules =
        read(
            "\"anyOf\":[{\"authority\":\"a\",\"allOf\":[{\"claim\":\"c\",\"equals\":1e999999999}]}]");
    assertThat(rules.toString()).contains("1E+999999999").hasSizeLessThan(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'anyOf':[{'authority':'a','allOf':[{'claim':'c','equals':1,'anyOf':[]}]}]",
        "'anyOf':[{'authority':'a','allOf':[{'claim':'c','equals':1,'allOf':[{'claim':'d','equals':2}]}]}]",
        "'anyOf':[{'authority':'a','allOf':[{'claim':'c','equals':1}]}],'allOf':[]",
        "'anyOf':[{'authority':'a','allOf':[{'claim':'c','equals':1}],'anyOf':[]}]",
        "'anyOf':[{'authority':'a','allOf':[{'claim':'c','equals':1}]}],'anyOf':[]",
        "'anyOf':[{'authority':'a','\\u0061uthority':'b','allOf':[{'claim':'c','equals':1}]}]",
        "'anyOf':[{'authority':'a','allOf':[{'claim':'c','equals':1,'equals':2}]}]"
      })
  void whatSaysTwoThingsIsRefused(String rules) {
    assertThatThrownBy(() -> read(rules.replace('\'', '"'))).isInstanceOf(Refused.class);
  }

  private static ReleaseRules read(String members) {
    byte[] data = ("{\"version\":\"1.0.0\"," + members + "}").getBytes(StandardCharsets.UTF_8);
    return ReleaseRulesText.read(new ReleasePolicy(ReleasePolicy.USUAL_CONTENT_TYPE, data, false));
  }
}
