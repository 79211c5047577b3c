package dev.strongroom.elevation;

import dev.strongroom.elevation.Rule.Approval;
import dev.strongroom.elevation.Rule.ApprovalStage;
import dev.strongroom.elevation.Rule.AuthenticationContext;
import dev.strongroom.elevation.Rule.Enablement;
import dev.strongroom.elevation.Rule.Expiration;
import dev.strongroom.elevation.Rule.Notification;
import dev.strongroom.elevation.Rule.NotificationLevel;
import dev.strongroom.elevation.Rule.Requirement;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The settings of one role at one scope. They are not inherited: each scope has its own, and the
/// default ones until somebody changes them.
public record Policy(Key key, Map<RuleId, Rule> rules, Optional<Change> changed)
    implements Governed {
  private static final String DAYS_OF_ELIGIBILITY = "P365D";
  private static final String DAYS_OF_ASSIGNMENT = "P180D";
  private static final String HOURS_OF_ACTIVATION = "PT8H";

  public record Key(TenantId tenant, ResourceId scope, RoleId role) {
    /// The policy's own name, the same on every node.
    public UUID name() {
      String text = tenant + " " + scope.canonical() + " " + role;
      return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// @param by object id of who changed it last
  public record Change(Instant at, String by) {}

  public Policy {
    rules = Collections.unmodifiableMap(new EnumMap<>(rules));
    Check.that(rules.size() == RuleId.values().length, "a policy has every rule");
  }

  static Policy byDefault(Key key) {
    return new Policy(key, defaults(), Optional.empty());
  }

  Policy with(Map<RuleId, Rule> changes, Change change) {
    Map<RuleId, Rule> all = new EnumMap<>(rules);
    all.putAll(changes);
    return new Policy(key, all, Optional.of(change));
  }

  public Expiration expiration(RuleId id) {
    return of(id, Expiration.class);
  }

  public Enablement enablement(RuleId id) {
    return of(id, Enablement.class);
  }

  public Notification notification(RuleId id) {
    return of(id, Notification.class);
  }

  public Approval approval() {
    return of(RuleId.APPROVAL_ENDUSER_ASSIGNMENT, Approval.class);
  }

  public AuthenticationContext context() {
    return of(RuleId.AUTHENTICATIONCONTEXT_ENDUSER_ASSIGNMENT, AuthenticationContext.class);
  }

  /// The maximum of a rule that names none.
  public static Span defaultMaximum(RuleId id) {
    return defaults().get(id) instanceof Expiration(boolean _, Span maximum)
        ? maximum
        : Span.of(DAYS_OF_ELIGIBILITY);
  }

  private <R extends Rule> R of(RuleId id, Class<R> kind) {
    return Optional.ofNullable(rules.get(id))
        .map(kind::cast)
        .orElseThrow(() -> new IllegalStateException("no rule " + id));
  }

  /// What a fresh role has in Azure (azure-facts 6).
  private static Map<RuleId, Rule> defaults() {
    Map<RuleId, Rule> rules = new EnumMap<>(RuleId.class);
    for (RuleId id : RuleId.values()) {
      rules.put(id, new Notification(true, NotificationLevel.ALL, List.of()));
    }
    Enablement justified = new Enablement(List.of(Requirement.JUSTIFICATION));
    rules.put(RuleId.ENABLEMENT_ADMIN_ELIGIBILITY, new Enablement(List.of()));
    rules.put(RuleId.ENABLEMENT_ADMIN_ASSIGNMENT, justified);
    rules.put(RuleId.ENABLEMENT_ENDUSER_ASSIGNMENT, justified);
    rules.put(RuleId.EXPIRATION_ADMIN_ELIGIBILITY, within(DAYS_OF_ELIGIBILITY));
    rules.put(RuleId.EXPIRATION_ADMIN_ASSIGNMENT, within(DAYS_OF_ASSIGNMENT));
    rules.put(RuleId.EXPIRATION_ENDUSER_ASSIGNMENT, within(HOURS_OF_ACTIVATION));
    rules.put(
        RuleId.AUTHENTICATIONCONTEXT_ENDUSER_ASSIGNMENT, new AuthenticationContext(false, ""));
    ApprovalStage stage = new ApprovalStage(1, true, Optional.empty(), List.of(), List.of());
    rules.put(
        RuleId.APPROVAL_ENDUSER_ASSIGNMENT,
        new Approval(false, false, true, Rule.Mode.SINGLE_STAGE, List.of(stage)));
    return rules;
  }

  private static Expiration within(String span) {
    return new Expiration(true, Span.of(span));
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Authorization/roleManagementPolicies",
        "name", key.name().toString(),
        "scope", key.scope().display(),
        "roleDefinitionId", key.role().toString());
  }
}
