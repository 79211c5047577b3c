package dev.strongroom.localroles;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.Locale;

/// What the operations on local roles share.
public record LocalRoles(LocalRoleStore store, LocalHsms hsms) {
  static final String DEFINITIONS = "roleDefinitions";
  private static final String ASSIGNMENTS = "roleAssignments";

  /// The HSM itself; only after the caller was authorised.
  VaultFacts facts(Tx tx, VaultName hsm) {
    return hsms.find(tx, hsm)
        .map(found -> found.access().facts())
        .orElseThrow(() -> new Problem.VaultNotFound(hsm.label()).asException());
  }

  LocalRoleTable table(Work work, VaultFacts hsm) {
    return store.table(work.tx(), hsm.id());
  }

  /// To be changed.
  LocalRoleTable lock(Work work, VaultFacts hsm) {
    return store.lock(work.tx(), hsm.id());
  }

  /// Makes somebody administrator of a new HSM.
  public void giveAdministrator(Work work, VaultFacts hsm, PrincipalId principal) {
    LocalAssignment first =
        new LocalAssignment(
            hsm.id(),
            new AssignmentId(
                new java.util.UUID(work.random().nextLong(), work.random().nextLong())),
            LocalScope.ROOT,
            BuiltInLocalRoles.ADMINISTRATOR,
            principal);
    store.insert(work.tx(), work.approve(first));
  }

  /// Definitions belong to the whole HSM, whatever scope a request names.
  static Target definitions(VaultName hsm) {
    return Target.InVault.collection(hsm, DEFINITIONS);
  }

  static Target definition(VaultName hsm, RoleId id) {
    return Target.InVault.object(hsm, DEFINITIONS, id.toString());
  }

  /// Who may give roles at one scope may not give them at another.
  static Target assignments(VaultName hsm, LocalScope scope) {
    if (scope.equals(LocalScope.ROOT)) {
      return Target.InVault.collection(hsm, ASSIGNMENTS);
    }
    String keys = LocalScope.KEYS.display().substring(1);
    return scope.isKey()
        ? Target.InVault.object(hsm, keys, lastOf(scope))
        : Target.InVault.collection(hsm, keys);
  }

  static RuntimeException roleNotFound() {
    return new Problem.ResourceNotFound(
            "RoleDefinitionNotFound", "Requested role definition not found")
        .asException();
  }

  static RuntimeException assignmentNotFound() {
    return new Problem.ResourceNotFound(
            "RoleAssignmentNotFound", "Requested role assignment not found")
        .asException();
  }

  static RuntimeException conflict(String code, String message) {
    return new Problem.Conflict(code, message).asException();
  }

  static boolean sameName(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }

  private static String lastOf(LocalScope scope) {
    return scope.display().substring(scope.display().lastIndexOf('/') + 1);
  }
}
