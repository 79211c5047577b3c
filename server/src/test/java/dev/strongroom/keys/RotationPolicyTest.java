package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.trust.KeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which policies of rotation can be kept, and when they make a key due.
class RotationPolicyTest {
  private static final Instant MADE = Instant.parse("2026-01-31T12:00:00Z");

  /// Expiry, after creation, before expiry, notice.
  @ParameterizedTest
  @CsvSource({
    ",,,P30D",
    "P28D,,,P7D",
    "P28D,P21D,,P7D",
    "P28D,P7D,,P7D",
    "P28D,,P21D,P7D",
    "P28D,,P7D,P7D",
    ",P7D,,P30D",
    "P2Y,P18M,,P30D"
  })
  void aPolicyThatCanBeKeptIsTaken(String expiry, String after, String before, String notice) {
    RotationPolicy policy = policy(expiry, after, before, notice);
    assertThat(policy.checked()).isSameAs(policy);
  }

  @ParameterizedTest
  @CsvSource({
    "P27D,,,P7D,The expiryTime must be at least 28 days.",
    ",P6D,,P7D,The timeAfterCreate must be at least 7 days.",
    "P90D,,P6D,P7D,The timeBeforeExpiry must be at least 7 days.",
    "P90D,,,P6D,The timeBeforeExpiry must be at least 7 days.",
    ",,P7D,P7D,Rotation before expiry needs an expiryTime in attributes.",
    "P90D,P7D,P7D,P7D,A rotation has one trigger: timeAfterCreate or timeBeforeExpiry.",
    "P28D,P22D,,P7D,The rotation must come at least 7 days after creation and 7 days before expiry.",
    "P28D,,P22D,P7D,The rotation must come at least 7 days after creation and 7 days before expiry."
  })
  void onePastEachLimitIsRefused(
      String expiry, String after, String before, String notice, String message) {
    assertThatThrownBy(() -> policy(expiry, after, before, notice).checked())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isEqualTo(new Problem.Malformed(message)));
  }

  @Test
  void aKeyIsDueByItsBirthOrByItsEnd() {
    assertThat(policy(null, "P1M", null, "P30D").due(key(Optional.empty())))
        .contains(Instant.parse("2026-02-28T12:00:00Z"));
    Instant end = Instant.parse("2026-12-31T00:00:00Z");
    RotationPolicy before = policy("P1Y", null, "P30D", "P30D");
    assertThat(before.due(key(Optional.of(end)))).contains(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(before.due(key(Optional.empty()))).as("it never ends").isEmpty();
    assertThat(RotationPolicy.USUAL.due(key(Optional.of(end)))).isEmpty();
    assertThat(KeyRotation.of(key(Optional.of(end)), before).due())
        .contains(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void aPolicyTellsThePolicyEngineItsTimes() {
    assertThat(KeyRotation.of(key(Optional.empty()), policy("P1Y", "P90D", null, "P30D")).facts())
        .containsEntry("name", "k")
        .containsEntry("rotation.expiryTime", "P1Y")
        .containsEntry("rotation.timeAfterCreate", "P90D")
        .doesNotContainKey("rotation.timeBeforeExpiry");
    assertThat(KeyRotation.of(key(Optional.empty()), policy("P1Y", null, "P90D", "P30D")).facts())
        .containsEntry("rotation.timeBeforeExpiry", "P90D");
  }

  private static RotationPolicy policy(String expiry, String after, String before, String notice) {
    return new RotationPolicy(
        Optional.ofNullable(expiry).map(Span::new),
        Optional.ofNullable(after).map(Span::new),
        Optional.ofNullable(before).map(Span::new),
        new Span(notice),
        RotationPolicy.Stamps.NONE);
  }

  private static KeyProperties key(Optional<Instant> end) {
    return new KeyProperties(
        ObjectName.of("k"),
        new ObjectVersion("0".repeat(32)),
        new KeyFace(KeyType.OCT, KeySpec.Oct.OCT_256, Optional.empty()),
        List.of(),
        new Attributes(true, Optional.empty(), end),
        Release.NEVER,
        false,
        Tags.NONE,
        MADE,
        MADE);
  }
}
