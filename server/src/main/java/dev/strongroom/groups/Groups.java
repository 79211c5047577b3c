package dev.strongroom.groups;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.Rights;
import dev.strongroom.access.ScopeRemoval;
import dev.strongroom.access.Visibility;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;

/// What the operations on management groups are built from, and the rules they share.
public record Groups(GroupStore store, AccessStore access, Rights rights, Visibility visibility) {
  /// Azure's limits: groups in a tenant, levels below the root group.
  public static final int MAX_GROUPS = 10_000;

  public static final int MAX_LEVELS = 6;

  private static final String PREFIX = "Microsoft.Management/managementGroups/";
  static final Action READ = Action.control(PREFIX + "read", Effect.READ);
  static final Action LIST = Action.open(PREFIX + "read", Effect.READ);
  static final Action WRITE = Action.control(PREFIX + "write", Effect.WRITE);
  static final Action DELETE = Action.control(PREFIX + "delete", Effect.WRITE);
  static final Action READ_DESCENDANTS = Action.control(PREFIX + "descendants/read", Effect.READ);
  static final Action READ_SUBSCRIPTIONS =
      Action.control(PREFIX + "subscriptions/read", Effect.READ);
  static final Action WRITE_SUBSCRIPTIONS =
      Action.control(PREFIX + "subscriptions/write", Effect.WRITE);
  static final Action DELETE_SUBSCRIPTIONS =
      Action.control(PREFIX + "subscriptions/delete", Effect.WRITE);
  static final Action ENTITIES =
      Action.open("Microsoft.Management/getEntities/action", Effect.READ);
  static final Action CHECK_NAME =
      Action.control("Microsoft.Management/checkNameAvailability/action", Effect.READ);

  private static final String GRANT = "Microsoft.Authorization/roleAssignments/write";

  boolean isSeen(Work work, ResourceId scope) {
    return visibility.reaches(work.tx(), work.caller(), scope, work.now());
  }

  /// What is moved comes under other roles, so whoever moves it must be able to give roles on it,
  /// and to change the group that it leaves; the gate has asked about the group it goes to.
  void admitMove(Work work, ResourceId moved, GroupId from) {
    demand(work, GRANT, moved);
    demand(work, WRITE.name(), from.scope());
  }

  void demand(Work work, String action, ResourceId scope) {
    if (!rights.holds(work.tx(), work.caller(), action, scope, work.now())) {
      String id = work.caller().who() instanceof Who.Principal who ? who.id().toString() : "";
      throw new Problem.AuthorizationFailed(id, id, action, scope).asException();
    }
  }

  /// Takes the roles and denials at a group's scope with it.
  void forgetAccess(Work work, ResourceId scope) {
    access.deleteUnder(work.tx(), work.approve(new ScopeRemoval(scope)));
  }

  static TenantId tenant(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who -> who.tenant();
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.",
                  java.util.Optional.empty())
              .asException();
    };
  }

  static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
