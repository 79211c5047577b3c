package dev.strongroom.arm;

import dev.strongroom.elevation.Policy;
import dev.strongroom.elevation.PolicyView;
import dev.strongroom.elevation.Rule;
import dev.strongroom.elevation.RuleId;
import dev.strongroom.model.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// Settings of roles on the wire, as in the specification of 2020-10-01. What the policy says and
/// what is in force is always the same here.
final class PolicyJson {
  private static final String POLICIES =
      "providers/Microsoft.Authorization/roleManagementPolicies/";

  private static final String ASSIGNMENTS =
      "providers/Microsoft.Authorization/roleManagementPolicyAssignment/";

  private PolicyJson() {}

  static void write(JsonGenerator json, PolicyView view) {
    Policy policy = view.policy();
    ResourceId scope = policy.key().scope();
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("scope", scope.display());
    json.writeNullProperty("displayName");
    json.writeNullProperty("description");
    json.writeBooleanProperty("isOrganizationDefault", policy.changed().isEmpty());
    writeChange(json, view);
    rules(json, "rules", policy.rules());
    rules(json, "effectiveRules", policy.rules());
    json.writeName("policyProperties");
    json.writeStartObject();
    ScheduleRequestJson.writeName(json, "scope", scope.display(), view.scope());
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringProperty("name", policy.key().name().toString());
    json.writeStringProperty("id", path(policy));
    json.writeStringProperty("type", "Microsoft.Authorization/RoleManagementPolicies");
    json.writeEndObject();
  }

  static void writeAssignment(JsonGenerator json, PolicyView view) {
    Policy policy = view.policy();
    ResourceId scope = policy.key().scope();
    String role = RoleDefinitionJson.path(scope, policy.key().role()).display();
    String name = policy.key().name() + "_" + policy.key().role();
    json.writeStartObject();
    json.writeName("properties");
    json.writeStartObject();
    json.writeStringProperty("scope", scope.display());
    json.writeStringProperty("roleDefinitionId", role);
    json.writeStringProperty("policyId", path(policy));
    rules(json, "effectiveRules", policy.rules());
    json.writeName("policyAssignmentProperties");
    json.writeStartObject();
    ScheduleRequestJson.writeName(json, "scope", scope.display(), view.scope());
    ScheduleRequestJson.writeName(json, "roleDefinition", role, view.role());
    json.writeName("policy");
    json.writeStartObject();
    json.writeStringProperty("id", path(policy));
    writeChange(json, view);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringProperty("name", name);
    json.writeStringProperty("id", scope.child(ASSIGNMENTS + name).display());
    json.writeStringProperty("type", "Microsoft.Authorization/RoleManagementPolicyAssignment");
    json.writeEndObject();
  }

  private static String path(Policy policy) {
    return policy.key().scope().child(POLICIES + policy.key().name()).display();
  }

  private static void writeChange(JsonGenerator json, PolicyView view) {
    Optional<Policy.Change> change = view.policy().changed();
    ScheduleRequestJson.orNull(
        json, "lastModifiedDateTime", change.map(Policy.Change::at).map(Instant::toString));
    json.writeName("lastModifiedBy");
    json.writeStartObject();
    ScheduleRequestJson.orNull(json, "id", change.map(Policy.Change::by));
    ScheduleRequestJson.orNull(json, "displayName", view.changedBy().map(by -> by.displayName()));
    ScheduleRequestJson.orNull(json, "type", view.changedBy().map(by -> by.type()));
    ScheduleRequestJson.orNull(json, "email", view.changedBy().flatMap(by -> by.email()));
    json.writeEndObject();
  }

  private static void rules(JsonGenerator json, String member, Map<RuleId, Rule> rules) {
    json.writeName(member);
    json.writeStartArray();
    rules.forEach((id, rule) -> rule(json, id, rule));
    json.writeEndArray();
  }

  private static void rule(JsonGenerator json, RuleId id, Rule rule) {
    json.writeStartObject();
    switch (rule) {
      case Rule.Enablement(var enabled) ->
          texts(json, "enabledRules", enabled.stream().map(Rule.Requirement::wire).toList());
      case Rule.Expiration(boolean required, var maximum) -> {
        json.writeBooleanProperty("isExpirationRequired", required);
        json.writeStringProperty("maximumDuration", maximum.text());
      }
      case Rule.AuthenticationContext(boolean enabled, String claim) -> {
        json.writeBooleanProperty("isEnabled", enabled);
        json.writeStringProperty("claimValue", claim);
      }
      case Rule.Notification one -> {
        json.writeStringProperty("notificationType", "Email");
        json.writeStringProperty("recipientType", id.recipient());
        json.writeBooleanProperty("isDefaultRecipientsEnabled", one.defaults());
        json.writeStringProperty("notificationLevel", one.level().wire());
        texts(json, "notificationRecipients", one.recipients());
      }
      case Rule.Approval one -> approval(json, one);
    }
    json.writeStringProperty("id", id.wire());
    json.writeStringProperty("ruleType", id.type());
    json.writeName("target");
    json.writeStartObject();
    json.writeStringProperty("caller", id.caller());
    texts(json, "operations", List.of("All"));
    json.writeStringProperty("level", id.level());
    json.writeNullProperty("targetObjects");
    json.writeNullProperty("inheritableSettings");
    json.writeNullProperty("enforcedSettings");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void approval(JsonGenerator json, Rule.Approval one) {
    json.writeName("setting");
    json.writeStartObject();
    json.writeBooleanProperty("isApprovalRequired", one.required());
    json.writeBooleanProperty("isApprovalRequiredForExtension", one.forExtension());
    json.writeBooleanProperty("isRequestorJustificationRequired", one.requestorJustification());
    json.writeStringProperty("approvalMode", one.mode().wire());
    json.writeName("approvalStages");
    json.writeStartArray();
    for (Rule.ApprovalStage stage : one.stages()) {
      json.writeStartObject();
      json.writeNumberProperty("approvalStageTimeOutInDays", stage.timeoutDays());
      json.writeBooleanProperty("isApproverJustificationRequired", stage.justificationRequired());
      json.writeNumberProperty("escalationTimeInMinutes", stage.escalationMinutes().orElse(0));
      approvers(json, "primaryApprovers", stage.primary());
      json.writeBooleanProperty("isEscalationEnabled", stage.escalationMinutes().isPresent());
      approvers(json, "escalationApprovers", stage.escalation());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void approvers(JsonGenerator json, String member, List<Rule.Approver> approvers) {
    json.writeName(member);
    json.writeStartArray();
    for (Rule.Approver one : approvers) {
      json.writeStartObject();
      json.writeStringProperty("id", one.id().toString());
      json.writeStringProperty("description", one.description());
      json.writeBooleanProperty("isBackup", one.backup());
      json.writeStringProperty("userType", one.group() ? "Group" : "User");
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String member, List<String> texts) {
    json.writeName(member);
    json.writeStartArray();
    texts.forEach(json::writeString);
    json.writeEndArray();
  }
}
