package dev.strongroom.localroles;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultId;
import java.util.Map;

/// A local role given to a principal, which may be a group, at a scope of one HSM. Nothing of it
/// ever changes.
public record LocalAssignment(
    VaultId hsm, AssignmentId id, LocalScope scope, RoleId role, PrincipalId principal)
    implements Governed {
  /// Whether it makes its holder an administrator of the whole HSM.
  boolean administers() {
    return role.equals(BuiltInLocalRoles.ADMINISTRATOR) && scope.equals(LocalScope.ROOT);
  }

  boolean gives(LocalAssignment other) {
    return scope.equals(other.scope)
        && role.equals(other.role)
        && principal.equals(other.principal);
  }

  /// The path of the assignment itself.
  public String path() {
    return scope.prefix() + "/providers/Microsoft.Authorization/roleAssignments/" + id;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.KeyVault/managedHsm/roleAssignments",
        "name", id.toString(),
        "scope", scope.display(),
        "roleDefinitionId", role.toString(),
        "principalId", principal.toString());
  }
}
