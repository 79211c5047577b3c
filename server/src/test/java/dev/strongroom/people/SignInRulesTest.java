package dev.strongroom.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.model.IpBlock;
import dev.strongroom.people.SignInRules.ContextRule;
import dev.strongroom.people.SignInRules.Network;
import dev.strongroom.people.SignInRules.SecondFactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Network OFFICE =
      new Network(
          "office",
          List.of(
              IpBlock.parse("192.0.2.0/24").orElseThrow(),
              IpBlock.parse("2001:db8::/32").orElseThrow()));

  private static SignInRules rules(SecondFactor factor, Map<String, ContextRule> contexts) {
    return new SignInRules(false, factor, List.of(OFFICE), contexts);
  }

  @Test
  void outsideNamedNetworksASecondFactorIsNeeded() {
    SignInRules rules = rules(SecondFactor.OUTSIDE_NAMED_NETWORKS, Map.of());
    assertThat(rules.satisfied(Set.of("pwd"), "192.0.2.255")).isTrue();
    assertThat(rules.satisfied(Set.of("pwd"), "2001:db8::7")).isTrue();
    assertThat(rules.satisfied(Set.of("pwd"), "192.0.3.0")).isFalse();
    assertThat(rules.satisfied(Set.of("pwd"), "nonsense")).isFalse();
    assertThat(rules.satisfied(Set.of("pwd", "otp", "mfa"), "192.0.3.0")).isTrue();
  }

  @Test
  void alwaysMeansEverywhere() {
    SignInRules rules = rules(SecondFactor.ALWAYS, Map.of());
    assertThat(rules.satisfied(Set.of("pwd"), "192.0.2.1")).isFalse();
    assertThat(rules.satisfied(Set.of("fido", "mfa"), "198.51.100.1")).isTrue();
  }

  @Test
  void aTokenNamesTheContextsThatAreMet() {
    SignInRules rules =
        rules(
            SecondFactor.WHERE_ENROLLED,
            Map.of(
                "c1", new ContextRule(true, false, List.of(), Optional.empty()),
                "c2", new ContextRule(true, true, List.of(), Optional.empty()),
                "c3", new ContextRule(false, false, List.of("office"), Optional.empty()),
                "c4",
                    new ContextRule(
                        true, false, List.of("office"), Optional.of(Duration.ofMinutes(10)))));
    assertThat(rules.contexts(Set.of("pwd"), NOON, "198.51.100.1", NOON)).isEmpty();
    assertThat(rules.contexts(Set.of("pwd"), NOON, "192.0.2.1", NOON)).containsExactly("c3");
    assertThat(rules.contexts(Set.of("pwd", "mfa"), NOON, "198.51.100.1", NOON))
        .containsExactly("c1");
    assertThat(rules.contexts(Set.of("fido", "mfa"), NOON, "192.0.2.1", NOON.plusSeconds(600)))
        .containsExactlyInAnyOrder("c1", "c2", "c3", "c4");
    assertThat(rules.contexts(Set.of("fido", "mfa"), NOON, "192.0.2.1", NOON.plusSeconds(601)))
        .containsExactlyInAnyOrder("c1", "c2", "c3");
  }
}
