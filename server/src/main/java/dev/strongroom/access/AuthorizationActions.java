package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.model.ResourceId;

/// What one must be allowed to do before one may give rights away or look at them.
public final class AuthorizationActions {
  public static final Action READ_ASSIGNMENTS =
      Action.control("Microsoft.Authorization/roleAssignments/read", Effect.READ);
  public static final Action WRITE_ASSIGNMENTS =
      Action.control("Microsoft.Authorization/roleAssignments/write", Effect.WRITE);
  public static final Action DELETE_ASSIGNMENTS =
      Action.control("Microsoft.Authorization/roleAssignments/delete", Effect.WRITE);
  public static final Action READ_DEFINITIONS =
      Action.control("Microsoft.Authorization/roleDefinitions/read", Effect.READ);
  public static final Action WRITE_DEFINITIONS =
      Action.control("Microsoft.Authorization/roleDefinitions/write", Effect.WRITE);
  public static final Action DELETE_DEFINITIONS =
      Action.control("Microsoft.Authorization/roleDefinitions/delete", Effect.WRITE);
  public static final Action READ_PERMISSIONS =
      Action.control("Microsoft.Authorization/permissions/read", Effect.READ);

  public static final Action READ_DENIALS =
      Action.control("Microsoft.Authorization/denyAssignments/read", Effect.READ);
  public static final Action WRITE_DENIALS =
      Action.control("Microsoft.Authorization/denyAssignments/write", Effect.WRITE);
  public static final Action DELETE_DENIALS =
      Action.control("Microsoft.Authorization/denyAssignments/delete", Effect.WRITE);
  public static final Action ELEVATE =
      Action.control("Microsoft.Authorization/elevateAccess/action", Effect.WRITE);

  public static final Action CHECK_ACCESS =
      Action.control("Microsoft.Authorization/checkAccess/read", Effect.READ);

  /// Ours. Whoever may read everything at a scope may be told who can do what there, and why.
  public static final Action EXPLAIN =
      Action.control("Strongroom.Access/explanations/read", Effect.READ);

  public static final Action READ_MIGRATIONS =
      Action.control("Strongroom.Access/migrations/read", Effect.READ);

  private static final Action READ_PUBLIC_DEFINITIONS =
      Action.open(READ_DEFINITIONS.name(), Effect.READ);

  private AuthorizationActions() {}

  /// At the root only built-in roles are seen, and those are public knowledge: Azure shows them to
  /// everyone who is signed in, and clients look there before they hold any role.
  static Action readDefinitions(ResourceId scope) {
    return scope.equals(ResourceId.ROOT) ? READ_PUBLIC_DEFINITIONS : READ_DEFINITIONS;
  }
}
