package conformance;

import static conformance.Steps.env;
import static conformance.Steps.refused;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.Region;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.keyvault.KeyVaultManager;
import com.azure.resourcemanager.keyvault.fluent.KeysClient;
import com.azure.resourcemanager.keyvault.fluent.models.KeyInner;
import com.azure.resourcemanager.keyvault.fluent.models.KeyProperties;
import com.azure.resourcemanager.keyvault.models.JsonWebKeyCurveName;
import com.azure.resourcemanager.keyvault.models.JsonWebKeyType;
import com.azure.resourcemanager.keyvault.models.KeyCreateParameters;
import com.azure.resourcemanager.keyvault.models.SecretPermissions;
import com.azure.resourcemanager.keyvault.models.Vault;
import com.azure.resourcemanager.resources.ResourceManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Vaults and role assignments through azure-resourcemanager-keyvault and -authorization.
public final class Control {
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  private final String run = env("CONFORMANCE_RUN");
  private final String group = "java-" + run;
  private final String vault = "jv" + run;
  private final String subscription = env("CONFORMANCE_SUBSCRIPTION");
  private final AzureProfile profile =
      new AzureProfile(env("AZURE_TENANT_ID"), subscription, environment());
  private final com.azure.core.credential.TokenCredential credential =
      new ClientSecretCredentialBuilder()
          .tenantId(env("AZURE_TENANT_ID"))
          .clientId(env("AZURE_CLIENT_ID"))
          .clientSecret(env("AZURE_CLIENT_SECRET"))
          .build();
  private final Steps steps = new Steps();
  private String vaultId = "";

  public static void main(String[] arguments) {
    System.exit(new Control().run());
  }

  private static AzureEnvironment environment() {
    String management = env("CONFORMANCE_MANAGEMENT_URL");
    return new AzureEnvironment(
        Map.of(
            "managementEndpointUrl", management + "/",
            "resourceManagerEndpointUrl", management + "/",
            "activeDirectoryEndpointUrl", env("AZURE_AUTHORITY_HOST"),
            "activeDirectoryResourceId", management + "/",
            "microsoftGraphResourceId", env("CONFORMANCE_GRAPH_URL") + "/",
            "keyVaultDnsSuffix", "." + env("CONFORMANCE_VAULT_SUFFIX")));
  }

  private int run() {
    KeyVaultManager vaults = KeyVaultManager.authenticate(credential, profile);
    AuthorizationManager access = AuthorizationManager.authenticate(credential, profile);
    ResourceManager resources = ResourceManager.authenticate(credential, profile).withSubscription(subscription);
    Region region = Region.fromName(env("CONFORMANCE_LOCATION"));
    steps.step("group-create", () -> same(group, resources.resourceGroups().define(group).withRegion(region).create().name()));
    steps.step("vault-create", () -> {
      Vault made = vaults.vaults().define(vault).withRegion(region).withExistingResourceGroup(group)
          .withEmptyAccessPolicy().create();
      vaultId = made.id();
      that(made.vaultUri().startsWith("https://" + vault + "."), made.vaultUri());
    });
    steps.step("vault-get", () -> same(vault, vaults.vaults().getByResourceGroup(group, vault).name()));
    steps.step("vault-list",
        () -> that(vaults.vaults().listByResourceGroup(group).stream().anyMatch(v -> v.name().equals(vault)), "not listed"));
    steps.step("vault-policy", () -> {
      Vault updated = vaults.vaults().getById(vaultId).update()
          .defineAccessPolicy().forObjectId(env("CONFORMANCE_OBJECT_ID"))
          .allowSecretPermissions(SecretPermissions.GET).attach().apply();
      same(1, updated.accessPolicies().size());
    });
    steps.step("keys", () -> keys(vaults.serviceClient().getKeys()));
    steps.step("role-definitions", () -> {
      var role = access.roleDefinitions().getByScopeAndRoleName("/subscriptions/" + subscription, "Key Vault Secrets User");
      that(role.id().endsWith(SECRETS_USER), role.id());
      that(!role.permissions().isEmpty(), "no permissions");
    });
    steps.step("role-assignment", () -> {
      var assigned = access.roleAssignments().define(UUID.randomUUID().toString())
          .forObjectId(env("CONFORMANCE_OBJECT_ID"))
          .withRoleDefinition("/subscriptions/" + subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + SECRETS_USER)
          .withScope(vaultId).create();
      that(access.roleAssignments().listByScope(vaultId).stream().anyMatch(a -> a.id().equals(assigned.id())), "not listed");
      access.roleAssignments().deleteById(assigned.id());
    });
    steps.step("vault-delete", () -> vaults.vaults().deleteById(vaultId));
    steps.step("vault-deleted", () -> same(vault, vaults.vaults().getDeleted(vault, region.name()).name()));
    steps.step("vault-name-taken", () -> refused(409, "deleted state",
        () -> vaults.vaults().define(vault).withRegion(region).withExistingResourceGroup(group).withEmptyAccessPolicy().create()));
    steps.step("vault-recover", () -> same(vault, vaults.vaults().recoverSoftDeletedVault(group, vault, region.name()).name()));
    steps.step("vault-purge", () -> {
      vaults.vaults().deleteById(vaultId);
      vaults.vaults().purgeDeleted(vault, region.name());
    });
    steps.step("group-delete", () -> resources.resourceGroups().deleteByName(group));
    return steps.exitCode();
  }

  /// A key as a resource: made once, and shown without its material.
  private void keys(KeysClient keys) {
    KeyCreateParameters wanted =
        new KeyCreateParameters()
            .withTags(Map.of("a", "b"))
            .withProperties(new KeyProperties().withKty(JsonWebKeyType.EC).withCurveName(JsonWebKeyCurveName.P_384));
    KeyInner made = keys.createIfNotExist(group, vault, "sign", wanted);
    same(JsonWebKeyCurveName.P_384, made.curveName());
    same(Map.of("a", "b"), made.tags());
    same(made.keyUriWithVersion(), keys.createIfNotExist(group, vault, "sign", wanted).keyUriWithVersion());
    same(made.keyUriWithVersion(), keys.get(group, vault, "sign").keyUriWithVersion());
    same(List.of("sign"), keys.list(group, vault).stream().map(KeyInner::name).toList());
    KeyInner version = keys.listVersions(group, vault, "sign").stream().findFirst().orElseThrow();
    same(version.id(), keys.getVersion(group, vault, "sign", version.name()).id());
    that(made.keyUriWithVersion().endsWith(version.name()), version.name());
  }
}
