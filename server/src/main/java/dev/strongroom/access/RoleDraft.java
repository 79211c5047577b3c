package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.regex.Pattern;

/// A custom role as somebody wants it; refuses what no role can be.
public record RoleDraft(
    String name,
    String description,
    List<Permission> permissions,
    List<ResourceId> assignableScopes) {
  /// Azure's limits; how many actions a role may name is ours.
  public static final int MAX_NAME = 512;

  public static final int MAX_DESCRIPTION = 2_048;
  public static final int MAX_SCOPES = 2_000;
  public static final int MAX_ACTIONS = 2_000;
  public static final int MAX_ACTION = 256;

  private static final Pattern ACTION = Pattern.compile("\\*|[\\w.*-]+(/[\\w.*-]+)+");
  private static final Pattern SCOPE =
      Pattern.compile(
          "/subscriptions/[^/*]+(/resourcegroups/[^/*]+(/providers/[^/*]+(?:/[^/*]+/[^/*]+)++)?)?");

  public RoleDraft {
    permissions = List.copyOf(permissions);
    assignableScopes = List.copyOf(assignableScopes);
    check(
        !name.isBlank() && name.length() <= MAX_NAME,
        "The name of a role has 1 to " + MAX_NAME + " characters.");
    check(
        description.length() <= MAX_DESCRIPTION,
        "The description of a role has at most " + MAX_DESCRIPTION + " characters.");
    checkPermissions(permissions);
    check(
        permissions.stream().allMatch(one -> one.condition().isEmpty()),
        "The permissions of a custom role have no condition. Put it on the role assignment.");
    check(
        !assignableScopes.isEmpty() && assignableScopes.size() <= MAX_SCOPES,
        "A role has 1 to " + MAX_SCOPES + " assignableScopes.");
    assignableScopes.forEach(RoleDraft::checkScope);
    check(
        assignableScopes.stream().flatMap(at -> Hierarchy.groupOf(at).stream()).distinct().count()
            <= 1,
        "A role has at most one management group among its assignableScopes.");
  }

  /// Refuses what a role could not grant and a deny assignment could not deny.
  public static void checkPermissions(List<Permission> permissions) {
    List<String> actions = permissions.stream().flatMap(Permission::mentioned).toList();
    check(
        !permissions.isEmpty() && actions.size() <= MAX_ACTIONS,
        "'permissions' are missing, or name more than " + MAX_ACTIONS + " actions.");
    actions.forEach(RoleDraft::checkAction);
  }

  private static void checkAction(String action) {
    if (action.length() > MAX_ACTION || !ACTION.matcher(action).matches()) {
      throw invalid(
          "InvalidActionOrNotAction",
          "'"
              + (action.length() > MAX_ACTION ? action.substring(0, MAX_ACTION) + "…" : action)
              + "' does not match any of the actions supported by the providers. Write actions as"
              + " Microsoft.KeyVault/vaults/read; * stands for any text.");
    }
  }

  private static void checkScope(ResourceId scope) {
    boolean group = Hierarchy.groupOf(scope).filter(name -> !name.contains("*")).isPresent();
    if (!group && !SCOPE.matcher(scope.canonical()).matches()) {
      throw invalid(
          "InvalidAssignableScope",
          "A custom role cannot have the assignable scope '"
              + scope
              + "'. Use a management group, subscriptions, resource groups or vaults, without"
              + " wildcards; not the root.");
    }
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw invalid("InvalidRoleDefinition", rule);
    }
  }

  private static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
