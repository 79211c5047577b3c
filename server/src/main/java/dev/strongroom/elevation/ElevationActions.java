package dev.strongroom.elevation;

import dev.strongroom.access.AuthorizationActions;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;

/// What one must be allowed to do. As in Azure, who may give roles at a scope may give them for a
/// time, under the same conditions; who may see assignments sees schedules; and everyone may ask
/// for what was given to him before, and see that.
public final class ElevationActions {
  public static final Action READ = AuthorizationActions.READ_ASSIGNMENTS;
  public static final Action ADMINISTER = AuthorizationActions.WRITE_ASSIGNMENTS;
  public static final Action VALIDATE = Action.control(ADMINISTER.name(), Effect.READ);
  public static final Action READ_POLICIES =
      Action.control("Microsoft.Authorization/roleManagementPolicies/read", Effect.READ);
  public static final Action WRITE_POLICIES =
      Action.control("Microsoft.Authorization/roleManagementPolicies/write", Effect.WRITE);
  public static final Action READ_POLICY_ASSIGNMENTS =
      Action.control("Microsoft.Authorization/roleManagementPolicyAssignments/read", Effect.READ);
  public static final Action WRITE_POLICY_ASSIGNMENTS =
      Action.control("Microsoft.Authorization/roleManagementPolicyAssignments/write", Effect.WRITE);
  public static final Action END_DUE =
      Action.control("Microsoft.Authorization/roleSchedules/endDue/action", Effect.WRITE);

  static final Action READ_OWN_ASSIGNMENTS = open(Level.ASSIGNMENT, "Schedules/read", Effect.READ);
  static final Action READ_OWN_ELIGIBILITIES =
      open(Level.ELIGIBILITY, "Schedules/read", Effect.READ);
  static final Action ASK_ASSIGNMENT =
      open(Level.ASSIGNMENT, "ScheduleRequests/write", Effect.WRITE);
  static final Action ASK_ELIGIBILITY =
      open(Level.ELIGIBILITY, "ScheduleRequests/write", Effect.WRITE);
  static final Action TRY_ASSIGNMENT =
      open(Level.ASSIGNMENT, "ScheduleRequests/validate/action", Effect.READ);
  static final Action TRY_ELIGIBILITY =
      open(Level.ELIGIBILITY, "ScheduleRequests/validate/action", Effect.READ);
  static final Action CANCEL_ASSIGNMENT =
      open(Level.ASSIGNMENT, "ScheduleRequests/cancel/action", Effect.WRITE);
  static final Action CANCEL_ELIGIBILITY =
      open(Level.ELIGIBILITY, "ScheduleRequests/cancel/action", Effect.WRITE);
  static final Action READ_APPROVALS =
      Action.open("Microsoft.Authorization/roleAssignmentApprovals/read", Effect.READ);
  static final Action REVIEW =
      Action.open("Microsoft.Authorization/roleAssignmentApprovals/stages/write", Effect.WRITE);
  static final Action READ_ELIGIBLE_CHILDREN =
      Action.open("Microsoft.Authorization/eligibleChildResources/read", Effect.READ);

  private ElevationActions() {}

  static Action readOwn(Level level) {
    return level == Level.ASSIGNMENT ? READ_OWN_ASSIGNMENTS : READ_OWN_ELIGIBILITIES;
  }

  static Action ask(Level level) {
    return level == Level.ASSIGNMENT ? ASK_ASSIGNMENT : ASK_ELIGIBILITY;
  }

  static Action attempt(Level level) {
    return level == Level.ASSIGNMENT ? TRY_ASSIGNMENT : TRY_ELIGIBILITY;
  }

  static Action cancel(Level level) {
    return level == Level.ASSIGNMENT ? CANCEL_ASSIGNMENT : CANCEL_ELIGIBILITY;
  }

  private static Action open(Level level, String rest, Effect effect) {
    return Action.open("Microsoft.Authorization/" + level.prefix() + rest, effect);
  }
}
