package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The golden matrix: what each built-in role lets its holder do on the vault it is assigned at.
/// `-Dmatrix.update=true` rewrites the file; read the difference as documentation.
class AccessMatrixTest {
  private static final Path GOLDEN = Path.of("src/test/access/matrix.txt");

  private static final List<String> ROLES =
      List.of(
          "Key Vault Administrator",
          "Key Vault Secrets Officer",
          "Key Vault Secrets User",
          "Key Vault Reader",
          "Key Vault Crypto Officer",
          "Key Vault Crypto User",
          "Key Vault Crypto Service Encryption User",
          "Key Vault Crypto Service Release User",
          "Key Vault Certificates Officer",
          "Key Vault Certificate User",
          "Key Vault Contributor",
          "Key Vault Data Access Administrator",
          "Key Vault Purge Operator",
          "Owner",
          "Contributor",
          "Reader",
          "User Access Administrator",
          "Role Based Access Control Administrator");

  private static final List<String> DATA =
      List.of(
          "secrets/setSecret/action",
          "secrets/getSecret/action",
          "secrets/readMetadata/action",
          "secrets/update/action",
          "secrets/delete",
          "secrets/recover/action",
          "secrets/purge/action",
          "secrets/backup/action",
          "secrets/restore/action",
          "keys/create/action",
          "keys/import/action",
          "keys/read",
          "keys/update/action",
          "keys/delete",
          "keys/purge/action",
          "keys/recover/action",
          "keys/backup/action",
          "keys/restore/action",
          "keys/encrypt/action",
          "keys/decrypt/action",
          "keys/wrap/action",
          "keys/unwrap/action",
          "keys/sign/action",
          "keys/verify/action",
          "keys/release/action",
          "keys/rotate/action",
          "rng/action",
          "keyrotationpolicies/read",
          "keyrotationpolicies/write",
          "certificates/create/action",
          "certificates/import/action",
          "certificates/read",
          "certificates/update/action",
          "certificates/delete",
          "certificates/purge/action",
          "certificates/recover/action",
          "certificates/backup/action",
          "certificates/restore/action",
          "certificatecontacts/write",
          "certificatecas/read",
          "certificatecas/write",
          "certificatecas/delete");

  private static final List<String> CONTROL =
      List.of(
          "Microsoft.KeyVault/vaults/read",
          "Microsoft.KeyVault/vaults/write",
          "Microsoft.KeyVault/vaults/delete",
          "Microsoft.KeyVault/vaults/deploy/action",
          "Microsoft.KeyVault/vaults/accessPolicies/write",
          "Microsoft.KeyVault/vaults/secrets/read",
          "Microsoft.KeyVault/vaults/secrets/write",
          "Microsoft.KeyVault/vaults/keys/read",
          "Microsoft.KeyVault/vaults/keys/write",
          "Microsoft.KeyVault/vaults/keys/versions/read",
          "Microsoft.KeyVault/deletedVaults/read",
          "Microsoft.KeyVault/locations/deletedVaults/read",
          "Microsoft.KeyVault/locations/deletedVaults/purge/action",
          "Microsoft.KeyVault/locations/operationResults/read",
          "Microsoft.KeyVault/checkNameAvailability/read",
          "Microsoft.KeyVault/managedHSMs/read",
          "Microsoft.KeyVault/managedHSMs/write",
          "Microsoft.KeyVault/managedHSMs/delete",
          "Microsoft.KeyVault/managedHSMs/keys/read",
          "Microsoft.KeyVault/managedHSMs/keys/write",
          "Microsoft.KeyVault/managedHSMs/keys/versions/read",
          "Microsoft.KeyVault/deletedManagedHsms/read",
          "Microsoft.KeyVault/locations/deletedManagedHsms/read",
          "Microsoft.KeyVault/locations/deletedManagedHsms/purge/action",
          "Microsoft.KeyVault/locations/managedHsmOperationResults/read",
          "Microsoft.KeyVault/checkMhsmNameAvailability/read",
          "Microsoft.KeyVault/register/action",
          "Microsoft.Resources/subscriptions/read",
          "Microsoft.Resources/subscriptions/locations/read",
          "Microsoft.Resources/subscriptions/providers/read",
          "Microsoft.Resources/subscriptions/resourceGroups/read",
          "Microsoft.Resources/subscriptions/resourceGroups/write",
          "Microsoft.Resources/subscriptions/resourceGroups/delete",
          "Microsoft.Resources/deployments/read",
          "Microsoft.Resources/deployments/write",
          "Microsoft.Resources/deployments/delete",
          "Microsoft.Resources/deployments/validate/action",
          "Microsoft.Resources/deployments/whatIf/action",
          "Microsoft.Resources/deployments/operations/read",
          "Microsoft.Resources/deployments/operationstatuses/read",
          "Microsoft.Resources/tags/read",
          "Microsoft.Resources/tags/write",
          "Microsoft.Resources/tags/delete",
          "Microsoft.Resources/subscriptions/tagNames/read",
          "Microsoft.Resources/subscriptions/tagNames/write",
          "Microsoft.Resources/subscriptions/tagNames/delete",
          "Microsoft.Resources/subscriptions/tagNames/tagValues/write",
          "Microsoft.Resources/subscriptions/tagNames/tagValues/delete",
          "Microsoft.Authorization/roleDefinitions/read",
          "Microsoft.Authorization/roleDefinitions/write",
          "Microsoft.Authorization/roleDefinitions/delete",
          "Microsoft.Authorization/roleAssignments/read",
          "Microsoft.Authorization/roleAssignments/write",
          "Microsoft.Authorization/roleAssignments/delete",
          "Microsoft.Authorization/permissions/read",
          "Microsoft.Authorization/denyAssignments/read",
          "Microsoft.Authorization/denyAssignments/write",
          "Microsoft.Authorization/denyAssignments/delete",
          "Microsoft.Authorization/elevateAccess/action",
          "Microsoft.Authorization/checkAccess/read",
          "Strongroom.Access/explanations/read",
          "Strongroom.Access/migrations/read",
          "Microsoft.Management/managementGroups/read",
          "Microsoft.Management/managementGroups/write",
          "Microsoft.Management/managementGroups/delete",
          "Microsoft.Management/managementGroups/descendants/read",
          "Microsoft.Management/managementGroups/subscriptions/read",
          "Microsoft.Management/managementGroups/subscriptions/write",
          "Microsoft.Management/managementGroups/subscriptions/delete",
          "Microsoft.Management/checkNameAvailability/action",
          "Microsoft.Authorization/revealRules/read",
          "Microsoft.Authorization/revealRules/write",
          "Microsoft.Authorization/revealRules/delete",
          "Microsoft.Authorization/reveals/approvals/write",
          "Microsoft.Authorization/roleManagementPolicies/read",
          "Microsoft.Authorization/roleManagementPolicies/write",
          "Microsoft.Authorization/roleManagementPolicyAssignments/read",
          "Microsoft.Authorization/roleManagementPolicyAssignments/write",
          "Microsoft.Authorization/locks/read",
          "Microsoft.Authorization/locks/write",
          "Microsoft.Authorization/locks/delete",
          "Microsoft.ManagedIdentity/register/action",
          "Microsoft.ManagedIdentity/userAssignedIdentities/read",
          "Microsoft.ManagedIdentity/userAssignedIdentities/write",
          "Microsoft.ManagedIdentity/userAssignedIdentities/delete",
          "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read",
          "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
          "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete",
          "Microsoft.ManagedIdentity/userAssignedIdentities/identityHeaders/write",
          "Microsoft.ManagedIdentity/userAssignedIdentities/identityHeaders/delete",
          "Microsoft.ManagedIdentity/userAssignedIdentities/unixUsers/write",
          "Microsoft.ManagedIdentity/userAssignedIdentities/unixUsers/delete",
          "Microsoft.Authorization/directory/applications/write",
          "Microsoft.Authorization/directory/applications/credentials/write",
          "Microsoft.Authorization/directory/applications/credentials/delete",
          "Microsoft.Authorization/directory/principals/write",
          "Microsoft.Authorization/directory/principals/delete",
          "Microsoft.Authorization/directory/users/write",
          "Microsoft.Authorization/directory/users/password/write",
          "Microsoft.Authorization/directory/users/authentication/read",
          "Microsoft.Authorization/directory/groups/write",
          "Microsoft.Authorization/directory/groups/members/write",
          "Microsoft.Authorization/directory/provisioning/read",
          "Microsoft.Authorization/directory/provisioning/write");

  /// What no route asks for: the server does it by itself, or its command line does.
  private static final List<String> OWN =
      List.of(
          "Microsoft.Authorization/directory/read",
          "Microsoft.Authorization/directory/tenants/write",
          "Microsoft.Authorization/directory/signingKeys/rotate/action",
          "Microsoft.Authorization/directory/signIns/purge/action",
          "Microsoft.Subscription/aliases/write",
          "Microsoft.KeyVault/vaults/purgeDueSecrets/action",
          "Microsoft.KeyVault/vaults/resealDueSecrets/action",
          "Microsoft.KeyVault/vaults/purgeDueKeys/action",
          "Microsoft.KeyVault/vaults/resealDueKeys/action",
          "Microsoft.KeyVault/vaults/rotateDueKeys/action",
          "Microsoft.KeyVault/vaults/purgeDueVaults/action",
          "Microsoft.KeyVault/managedHSMs/purgeDueHsms/action",
          "Strongroom/hsmJobs/beat/action",
          "Strongroom/hsmJobs/clear/action",
          "Strongroom/hsmJobs/end/action",
          "Strongroom/hsmJobs/openDomainKey/action",
          "Strongroom/hsmKeys/begin/action",
          "Strongroom/hsmKeys/compare/action",
          "Strongroom/hsmKeys/count/action",
          "Strongroom/hsmKeys/forget/action",
          "Strongroom/hsmKeys/sweep/action",
          "Strongroom/rootKey/note/action",
          "Strongroom/deployments/finish",
          "Microsoft.Authorization/roleSchedules/endDue/action",
          "Microsoft.Authorization/reveals/endDue/action",
          "Strongroom/rootKey/move/action",
          "Strongroom/serverKeys/write",
          "Strongroom/vaultKeys/write");

  /// What is judged by the operation itself: who shows no role gets what everyone may know, and
  /// what its roles let it see.
  private static final List<String> OPEN =
      List.of(
          "Microsoft.KeyVault/healthstatus/read",
          "Microsoft.KeyVault/operations/read",
          "Microsoft.Resources/operations/read",
          "Microsoft.Resources/calculateTemplateHash/action",
          "Microsoft.Resources/subscriptions/resources/read",
          "Microsoft.Authorization/operations/read",
          "Microsoft.Authorization/providerOperations/read",
          "Microsoft.Authorization/classicAdministrators/read",
          "Microsoft.Management/operations/read",
          "Microsoft.Resources/providers/read",
          "Microsoft.KeyVault/managedHSMs/read",
          "Microsoft.KeyVault/vaults/read",
          "Microsoft.Resources/tenants/read",
          "Microsoft.Resources/subscriptions/read",
          "Microsoft.Resources/subscriptions/locations/read",
          "Microsoft.Resources/subscriptions/providers/read",
          "Microsoft.Resources/subscriptions/resourceGroups/read",
          "Microsoft.Authorization/roleDefinitions/read",
          "Microsoft.Management/managementGroups/read",
          "Microsoft.Management/getEntities/action",
          "Microsoft.Authorization/roleAssignmentSchedules/read",
          "Microsoft.Authorization/roleAssignmentScheduleInstances/read",
          "Microsoft.Authorization/roleAssignmentScheduleRequests/read",
          "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
          "Microsoft.Authorization/roleAssignmentScheduleRequests/validate/action",
          "Microsoft.Authorization/roleAssignmentScheduleRequests/cancel/action",
          "Microsoft.Authorization/roleEligibilitySchedules/read",
          "Microsoft.Authorization/roleEligibilityScheduleInstances/read",
          "Microsoft.Authorization/roleEligibilityScheduleRequests/read",
          "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
          "Microsoft.Authorization/roleEligibilityScheduleRequests/validate/action",
          "Microsoft.Authorization/roleEligibilityScheduleRequests/cancel/action",
          "Microsoft.Authorization/roleAssignmentApprovals/read",
          "Microsoft.Authorization/roleAssignmentApprovals/stages/write",
          "Microsoft.Authorization/eligibleChildResources/read",
          "Microsoft.Authorization/reveals/read",
          "Microsoft.Authorization/reveals/write",
          "Microsoft.Directory/objects/read",
          "Microsoft.Directory/discovery/read",
          "Microsoft.Directory/signIns/action",
          "Microsoft.Directory/signIns/write",
          "Microsoft.Directory/me/read",
          "Microsoft.Directory/me/write",
          "Strongroom.Portal/pages/read");

  @Test
  void rolesGrantWhatTheMatrixSays() throws IOException {
    String matrix = matrix();
    if (Boolean.getBoolean("matrix.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, matrix);
    }
    assertThat(matrix)
        .as("run with -Dmatrix.update=true if the change is meant, and review the difference")
        .isEqualTo(Files.readString(GOLDEN));
  }

  private static String matrix() {
    StringBuilder text = new StringBuilder();
    text.append(
        "# What a role allows where it is assigned (here: a vault). x allowed, . refused.\n#\n");
    for (int i = 0; i < ROLES.size(); i += 1) {
      text.append("#  %2d  %s\n".formatted(i + 1, ROLES.get(i)));
    }
    text.append(head("data plane (Microsoft.KeyVault/vaults/…)"));
    for (String action : DATA) {
      text.append(row(action, Action.data("Microsoft.KeyVault/vaults/" + action, Effect.READ, "")));
    }
    text.append(head("control plane"));
    for (String action : CONTROL) {
      text.append(row(action, Action.control(action, Effect.READ)));
    }
    text.append(head("control plane, the server's own work"));
    for (String action : OWN) {
      text.append(row(action, Action.control(action, Effect.READ)));
    }
    text.append(head("open"));
    for (String action : OPEN) {
      text.append(row(action, Action.open(action, Effect.READ)));
    }
    return text.toString();
  }

  private static String head(String title) {
    StringBuilder line = new StringBuilder("\n%-86s".formatted(title));
    for (int i = 1; i <= ROLES.size(); i += 1) {
      line.append(" %2d".formatted(i));
    }
    return line + "\n";
  }

  private static String row(String label, Action action) {
    StringBuilder line = new StringBuilder("%-86s".formatted(label));
    ROLES.forEach(role -> line.append(allows(role, action) ? "  x" : "  ."));
    return line + "\n";
  }

  private static boolean allows(String role, Action action) {
    World world = new World();
    world.give(World.ANNA, role, World.VAULT_ID);
    Target target =
        action.plane() == Action.Plane.DATA
            ? Target.InVault.collection(World.VAULT, "any")
            : new Target.Resource(World.VAULT_ID);
    return world.judge(World.caller(World.ANNA), action, target).allowed();
  }
}
