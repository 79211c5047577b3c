package dev.strongroom.elevation;

import dev.strongroom.elevation.Rule.Expiration;
import dev.strongroom.elevation.Rule.Requirement;
import dev.strongroom.elevation.ScheduleRequest.Reason;
import dev.strongroom.elevation.ScheduleRequest.Wish;
import dev.strongroom.kernel.Assurance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the settings of a role demand of a request. Everything that fails is named at once.
final class Demands {
  private static final String JUSTIFICATION_RULE = "JustificationRule";

  private final Policy policy;
  private final List<String> failed = new ArrayList<>();

  Demands(Policy policy) {
    this.policy = policy;
  }

  /// @param end what the schedule would have
  Demands length(RuleId id, Instant start, Optional<Instant> end) {
    Expiration rule = policy.expiration(id);
    boolean within =
        !rule.required()
            || end.map(
                    last -> Duration.between(start, last).compareTo(rule.maximum().length()) <= 0)
                .orElse(false);
    return want(within, "ExpirationRule");
  }

  Demands reason(RuleId id, Wish wish, Assurance assurance) {
    Reason reason = wish.reason();
    List<Requirement> enabled = policy.enablement(id).enabled();
    want(
        !enabled.contains(Requirement.JUSTIFICATION) || isGiven(reason.justification()),
        JUSTIFICATION_RULE);
    want(
        !enabled.contains(Requirement.TICKETING)
            || (isGiven(reason.number()) && isGiven(reason.system())),
        "TicketingRule");
    return want(!enabled.contains(Requirement.MFA) || assurance.multiFactor(), "MfaRule");
  }

  Demands justified(boolean needed, Wish wish) {
    boolean named = failed.contains(JUSTIFICATION_RULE);
    return want(named || !needed || isGiven(wish.reason().justification()), JUSTIFICATION_RULE);
  }

  Demands eligible(boolean found) {
    return want(found, "EligibilityRule");
  }

  void check() {
    if (!failed.isEmpty()) {
      throw Refusals.policy(failed);
    }
  }

  private Demands want(boolean holds, String rule) {
    if (!holds) {
      failed.add(rule);
    }
    return this;
  }

  private static boolean isGiven(Optional<String> text) {
    return text.filter(words -> !words.isBlank()).isPresent();
  }
}
