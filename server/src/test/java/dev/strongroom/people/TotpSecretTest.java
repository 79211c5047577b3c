package dev.strongroom.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.SeededRandom;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.TimeCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpSecretTest {
  private static final SecretBytes RFC_6238 = SecretBytes.utf8("12345678901234567890");

  /// RFC 6238, appendix B: the last six of its eight digits.
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void theCodesAreThoseOfTheStandard(long seconds, String digits) {
    assertThat(TimeCode.digits(RFC_6238, seconds / 30)).isEqualTo(digits);
  }

  @Test
  void oneStepOfDriftIsAllowedAndNoMore() {
    Instant now = Instant.ofEpochSecond(1_234_567_890L);
    long step = now.getEpochSecond() / 30;
    for (long drift = -2; drift <= 2; drift += 1) {
      String digits = TimeCode.digits(RFC_6238, step + drift);
      assertThat(TotpSecret.step(RFC_6238, digits, now, 0).isPresent())
          .as("drift %d", drift)
          .isEqualTo(Math.abs(drift) <= 1);
    }
  }

  @Test
  void aStepThatWasUsedIsRefusedAndSoAreOlderOnes() {
    Instant now = Instant.ofEpochSecond(1_234_567_890L);
    long step = now.getEpochSecond() / 30;
    String present = TimeCode.digits(RFC_6238, step);
    String earlier = TimeCode.digits(RFC_6238, step - 1);
    assertThat(TotpSecret.step(RFC_6238, present, now, step - 1)).hasValue(step);
    assertThat(TotpSecret.step(RFC_6238, present, now, step)).isEmpty();
    assertThat(TotpSecret.step(RFC_6238, earlier, now, step)).isEmpty();
  }

  @Test
  void whatIsShownIsReadAgain() {
    SeededRandom random = new SeededRandom(3);
    for (int i = 0; i < 100; i += 1) {
      SecretBytes secret = TotpSecret.fresh(random);
      assertThat(TotpSecret.parse(TotpSecret.shown(secret))).isEqualTo(secret);
    }
  }
}
