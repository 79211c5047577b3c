package dev.strongroom.arm;

import dev.strongroom.elevation.Policy;
import dev.strongroom.elevation.Rule;
import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.Approver;
import dev.strongroom.elevation.Rule.AuthenticationContext;
import dev.strongroom.elevation.Rule.Enablement;
import dev.strongroom.elevation.Rule.Expiration;
import dev.strongroom.elevation.Rule.Mode;
import dev.strongroom.elevation.Rule.Notification;
import dev.strongroom.elevation.Rule.NotificationLevel;
import dev.strongroom.elevation.Rule.Requirement;
import dev.strongroom.elevation.RuleId;
import dev.strongroom.elevation.Span;
import dev.strongroom.http.Json;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.PrincipalId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules that a client wants to change. A member that is not named is off or none; an unnamed
/// maximum is the default one.
final class RuleJson {
  private RuleJson() {}

  static Map<RuleId, Rule> read(byte[] body) {
    List<ArmFields> given =
        ArmFields.of(Json.parse(body))
            .object("properties")
            .flatMap(properties -> properties.objects("rules"))
            .orElseThrow(() -> invalid("The request has no 'properties.rules'."));
    Map<RuleId, Rule> rules = new EnumMap<>(RuleId.class);
    for (ArmFields one : given) {
      String name = one.text("id").orElse("");
      RuleId id = RuleId.parse(name).orElseThrow(() -> invalid("There is no rule '" + name + "'."));
      if (!one.text("ruleType").orElse(id.type()).equalsIgnoreCase(id.type())) {
        throw invalid("The rule '" + name + "' is a " + id.type() + ".");
      }
      if (rules.put(id, rule(id, one)) != null) {
        throw invalid("The rule '" + name + "' is there twice.");
      }
    }
    return rules;
  }

  private static Rule rule(RuleId id, ArmFields fields) {
    return switch (id.type()) {
      case "RoleManagementPolicyExpirationRule" -> expiration(id, fields);
      case "RoleManagementPolicyEnablementRule" ->
          new Enablement(
              fields.texts("enabledRules").stream()
                  .map(word ->
                      Requirement.parse(word)
                          .orElseThrow(() -> invalid("'" + word + "' is no enabled rule.")))
                  .distinct()
                  .toList());
      case "RoleManagementPolicyAuthenticationContextRule" ->
          new AuthenticationContext(
              fields.flag("isEnabled").orElse(false), fields.text("claimValue").orElse(""));
      case "RoleManagementPolicyNotificationRule" ->
          new Notification(
              fields.flag("isDefaultRecipientsEnabled").orElse(false),
              fields
                  .text("notificationLevel", NotificationLevel::parse, "None, Critical or All")
                  .orElse(NotificationLevel.ALL),
              fields.texts("notificationRecipients"));
      default -> approval(fields);
    };
  }

  private static Expiration expiration(RuleId id, ArmFields fields) {
    Optional<Span> maximum =
        fields.text("maximumDuration").filter(text -> !text.isEmpty()).isEmpty()
            ? Optional.empty()
            : fields.text("maximumDuration", Span::parse, "an ISO 8601 duration, as PT8H");
    return new Expiration(
        fields.flag("isExpirationRequired").orElse(false),
        maximum.orElseGet(() -> Policy.defaultMaximum(id)));
  }

  private static Approval approval(ArmFields fields) {
    ArmFields setting =
        fields.object("setting").orElseThrow(() -> invalid("The approval rule has no 'setting'."));
    return new Approval(
        setting.flag("isApprovalRequired").orElse(false),
        setting.flag("isApprovalRequiredForExtension").orElse(false),
        setting.flag("isRequestorJustificationRequired").orElse(true),
        setting
            .text("approvalMode", Mode::parse, "SingleStage, Serial, Parallel or NoApproval")
            .orElse(Mode.SINGLE_STAGE),
        setting.objects("approvalStages").orElse(List.of()).stream().map(RuleJson::stage).toList());
  }

  private static ApprovalStage stage(ArmFields fields) {
    boolean escalates = fields.flag("isEscalationEnabled").orElse(false);
    return new ApprovalStage(
        fields.whole("approvalStageTimeOutInDays").orElse(1),
        fields.flag("isApproverJustificationRequired").orElse(false),
        escalates
            ? fields.whole("escalationTimeInMinutes").or(() -> Optional.of(0))
            : Optional.empty(),
        approvers(fields, "primaryApprovers"),
        approvers(fields, "escalationApprovers"));
  }

  private static List<Approver> approvers(ArmFields fields, String member) {
    return fields.objects(member).orElse(List.of()).stream()
        .map(one ->
            new Approver(
                one.text("id", PrincipalId::parse, "an object id")
                    .orElseThrow(() -> one.invalid("id", "an object id")),
                one.text("userType").orElse("User").equalsIgnoreCase("Group"),
                one.flag("isBackup").orElse(false),
                one.text("description").orElse("")))
        .toList();
  }

  private static Refused invalid(String message) {
    return new Problem.Invalid("InvalidPolicy", message).asException();
  }
}
