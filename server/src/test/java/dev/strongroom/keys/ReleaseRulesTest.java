package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.ReleaseRules.Condition;
import dev.strongroom.keys.ReleaseRules.Condition.All;
import dev.strongroom.keys.ReleaseRules.Condition.Any;
import dev.strongroom.keys.ReleaseRules.Condition.Claim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// To whom a key may leave: what a rule wants, what goes together, and what stays as it is.
class ReleaseRulesTest {
  private static final Condition ONE = new Claim("tee.level", "1");
  private static final Condition TWO = new Claim("debug", "false");

  @Test
  void aClaimIsTheSameTextAtTheSamePath() {
    assertThat(ONE.holds(Map.of("tee.level", "1"))).isTrue();
    assertThat(ONE.holds(Map.of("tee.level", "\"1\""))).as("a text is no number").isFalse();
    assertThat(ONE.holds(Map.of("tee.level", "2"))).isFalse();
    assertThat(ONE.holds(Map.of("tee", "1"))).isFalse();
  }

  @Test
  void allAndAnyAreNested() {
    Map<String, String> first = Map.of("tee.level", "1", "debug", "true");
    Map<String, String> both = Map.of("tee.level", "1", "debug", "false");
    assertThat(new All(List.of(ONE, TWO)).holds(first)).isFalse();
    assertThat(new All(List.of(ONE, TWO)).holds(both)).isTrue();
    assertThat(new Any(List.of(ONE, TWO)).holds(first)).isTrue();
    assertThat(new Any(List.of(TWO)).holds(first)).isFalse();
    assertThat(new Any(List.of(TWO, new All(List.of(ONE)))).holds(first)).isTrue();
    assertThat(new Any(List.of()).holds(both)).as("nobody").isFalse();
  }

  @Test
  void whatMayLeaveHasAPolicyAndWhatMayNotHasNone() {
    Optional<ReleasePolicy> policy = Optional.of(policy("{}", false));
    assertThat(new Release(true, policy).policy()).isEqualTo(policy);
    refused(() -> new Release(true, Optional.empty()), "Exportable keys must have release policy.");
    refused(() -> new Release(false, policy), "Non-exportable keys must not have release policy.");
    assertThat(Release.NEVER.with(Optional.empty())).isEqualTo(Release.NEVER);
    refused(() -> Release.NEVER.with(policy), "Non-exportable keys must not have release policy.");
  }

  @Test
  void anImmutablePolicyStaysAsItIs() {
    Release open = new Release(true, Optional.of(policy("{}", false)));
    ReleasePolicy closed = policy("{ }", true);
    Release shut = open.with(Optional.of(closed));
    assertThat(shut.policy()).contains(closed);
    assertThat(shut.with(Optional.of(policy("{ }", true)))).isEqualTo(shut);
    String words = "AKV.SKR.1020: Immutable Key Release Policy cannot be modified.";
    refused(() -> shut.with(Optional.of(policy("{}", true))), words);
    refused(() -> shut.with(Optional.of(policy("{ }", false))), words);
    refused(
        () -> shut.with(Optional.of(new ReleasePolicy("text/plain", closed.data(), true))), words);
  }

  @Test
  void aPolicyIsNoLongerThanItMayBe() {
    int most = KeyLimits.MAX_RELEASE_POLICY_BYTES;
    ReleasePolicy whole = policy("x".repeat(most), false);
    assertThat(KeyLimits.checkReleasePolicy(whole)).isSameAs(whole);
    refused(
        () -> KeyLimits.checkReleasePolicy(policy("x".repeat(most + 1), false)),
        "The release policy is longer than 32768 bytes.");
    ReleasePolicy named = new ReleasePolicy("t".repeat(255), new byte[0], false);
    assertThat(KeyLimits.checkReleasePolicy(named)).isSameAs(named);
    refused(
        () -> KeyLimits.checkReleasePolicy(new ReleasePolicy("t".repeat(256), new byte[0], false)),
        "The contentType of the release policy is longer than 255 characters.");
  }

  @Test
  void aPolicyIsNotShownByItsText() {
    assertThat(policy("{}", true)).hasToString("ReleasePolicy[2 bytes, immutable]");
    assertThat(policy("{}", false)).hasToString("ReleasePolicy[2 bytes]");
    assertThat(policy("{}", true)).hasSameHashCodeAs(policy("{}", true));
  }

  private static ReleasePolicy policy(String rules, boolean immutable) {
    return new ReleasePolicy(
        "application/json", rules.getBytes(java.nio.charset.StandardCharsets.UTF_8), immutable);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act, String words) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problem()).isEqualTo(new Problem.Malformed(words)));
  }
}
