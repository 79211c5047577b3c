package dev.strongroom.elevation;

import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.Expiration;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a rule may say. Azure's limits, where they are known.
public final class PolicyLimits {
  /// An activation lasts from half an hour to a day, in steps of half an hour.
  public static final Duration MIN_ACTIVATION = Duration.ofMinutes(30);

  public static final Duration MAX_ACTIVATION = Duration.ofHours(24);
  public static final Duration MIN_ASSIGNMENT = Duration.ofDays(1);
  public static final Duration MAX_ASSIGNMENT = Duration.ofDays(3_650);
  public static final int MAX_STAGES = 2;
  public static final int MAX_APPROVERS = 30;
  public static final int MAX_TIMEOUT_DAYS = 14;
  public static final int MAX_RECIPIENTS = 50;
  public static final int MAX_TEXT = 320;

  /// `c1` to `c99`, and one that was typed by hand.
  private static final Pattern CLAIM = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private PolicyLimits() {}

  static void check(RuleId id, Rule rule) {
    Optional<String> wrong =
        switch (rule) {
          case Expiration expiration -> expiration(id, expiration);
          case Approval approval -> approval(approval);
          case Rule.AuthenticationContext(boolean enabled, String claim) ->
              unless(
                  !enabled || CLAIM.matcher(claim).matches(),
                  "an authentication context needs its claimValue, as c1");
          case Rule.Notification notification ->
              unless(
                  notification.recipients().size() <= MAX_RECIPIENTS
                      && notification.recipients().stream().allMatch(PolicyLimits::isAddress),
                  "there are at most "
                      + MAX_RECIPIENTS
                      + " notificationRecipients, each an address");
          case Rule.Enablement _ -> Optional.empty();
        };
    wrong.ifPresent(why -> {
      throw invalid("The rule '" + id.wire() + "' is not valid: " + why + ".");
    });
  }

  static Refused invalid(String message) {
    return new Problem.Invalid("InvalidPolicy", message).asException();
  }

  private static Optional<String> expiration(RuleId id, Expiration rule) {
    Duration length = rule.maximum().length();
    if (id.caller().equals("EndUser")) {
      boolean inSteps = length.toSeconds() % MIN_ACTIVATION.toSeconds() == 0;
      return unless(
          rule.required()
              && inSteps
              && length.compareTo(MIN_ACTIVATION) >= 0
              && length.compareTo(MAX_ACTIVATION) <= 0,
          "an activation must end, after 30 minutes to 24 hours in steps of 30 minutes");
    }
    return unless(
        length.compareTo(MIN_ASSIGNMENT) >= 0 && length.compareTo(MAX_ASSIGNMENT) <= 0,
        "maximumDuration is 1 day to 10 years");
  }

  private static Optional<String> approval(Approval rule) {
    boolean needed = rule.required() || rule.forExtension();
    boolean fits = rule.stages().size() <= MAX_STAGES && !(needed && rule.stages().isEmpty());
    return unless(fits, "there are 1 to " + MAX_STAGES + " approvalStages")
        .or(() ->
            unless(
                rule.stages().stream().allMatch(stage -> isPlausible(stage, needed)),
                "each approval stage has 1 to "
                    + MAX_APPROVERS
                    + " primaryApprovers, a time-out of 1 to "
                    + MAX_TIMEOUT_DAYS
                    + " days, and an escalation within it"));
  }

  private static boolean isPlausible(ApprovalStage stage, boolean needed) {
    long minutes = Duration.ofDays(stage.timeoutDays()).toMinutes();
    return stage.timeoutDays() >= 1
        && stage.timeoutDays() <= MAX_TIMEOUT_DAYS
        && (!needed || !stage.primary().isEmpty())
        && stage.primary().size() + stage.escalation().size() <= MAX_APPROVERS
        && stage.escalationMinutes().map(after -> after > 0 && after < minutes).orElse(true);
  }

  private static boolean isAddress(String text) {
    return !text.isBlank() && text.length() <= MAX_TEXT && text.chars().noneMatch(c -> c < ' ');
  }

  private static Optional<String> unless(boolean holds, String why) {
    return holds ? Optional.empty() : Optional.of(why);
  }
}
