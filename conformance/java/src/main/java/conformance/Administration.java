package conformance;

import static conformance.Steps.env;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.core.exception.HttpResponseException;
import com.azure.security.keyvault.administration.KeyVaultAccessControlClient;
import com.azure.security.keyvault.administration.KeyVaultAccessControlClientBuilder;
import com.azure.security.keyvault.administration.KeyVaultBackupClient;
import com.azure.security.keyvault.administration.KeyVaultBackupClientBuilder;
import com.azure.security.keyvault.administration.KeyVaultSettingsClient;
import com.azure.security.keyvault.administration.KeyVaultSettingsClientBuilder;
import com.azure.security.keyvault.administration.models.KeyVaultDataAction;
import com.azure.security.keyvault.administration.models.KeyVaultPermission;
import com.azure.security.keyvault.administration.models.KeyVaultRoleAssignment;
import com.azure.security.keyvault.administration.models.KeyVaultRoleDefinition;
import com.azure.security.keyvault.administration.models.KeyVaultRoleScope;
import com.azure.security.keyvault.administration.models.KeyVaultSetting;
import com.azure.security.keyvault.administration.models.SetRoleDefinitionOptions;
import com.azure.core.util.Context;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Managed HSMs through azure-security-keyvault-administration and -keys.
public final class Administration {
  private static final String USER = "Managed HSM Crypto User";
  private static final String OFFICER = "Managed HSM Crypto Officer";
  private static final String SAS = "sv=1&sig=x";
  private static final Duration SOON = Duration.ofMillis(100);
  private final String url = env("CONFORMANCE_HSM_URL");
  private final String run = env("CONFORMANCE_RUN");
  private final KeyVaultAccessControlClient access =
      new KeyVaultAccessControlClientBuilder().vaultUrl(url).credential(Credentials.fromEnvironment()).buildClient();
  private final KeyVaultSettingsClient settings =
      new KeyVaultSettingsClientBuilder().vaultUrl(url).credential(Credentials.fromEnvironment()).buildClient();
  private final KeyVaultBackupClient backups =
      new KeyVaultBackupClientBuilder().vaultUrl(url).credential(Credentials.fromEnvironment()).buildClient();
  private final KeyClient keys =
      new KeyClientBuilder().vaultUrl(url).credential(Credentials.fromEnvironment()).buildClient();
  private final Steps steps = new Steps();

  public static void main(String[] arguments) {
    System.exit(new Administration().run());
  }

  private int run() {
    steps.step("role-definitions", () -> {
      KeyVaultRoleDefinition user = role(USER);
      that(access.listRoleDefinitions(KeyVaultRoleScope.GLOBAL).stream().count() >= 9, "fewer than 9 roles");
      same(USER, access.getRoleDefinition(KeyVaultRoleScope.GLOBAL, user.getName()).getRoleName());
    });
    steps.step("custom-role", this::customRole);
    steps.step("role-assignments", () -> {
      String somebody = UUID.randomUUID().toString();
      KeyVaultRoleAssignment made = access.createRoleAssignment(KeyVaultRoleScope.KEYS, role(USER).getId(), somebody);
      same(somebody, access.getRoleAssignment(KeyVaultRoleScope.KEYS, made.getName()).getProperties().getPrincipalId());
      that(assigned().contains(made.getName()), "not listed");
      access.deleteRoleAssignment(KeyVaultRoleScope.KEYS, made.getName());
      that(!assigned().contains(made.getName()), "still listed");
    });
    steps.step("settings", () -> {
      String name = settings.getSettings().getSettings().getFirst().getName();
      for (boolean value : new boolean[] {true, false}) {
        same(value, settings.updateSetting(new KeyVaultSetting(name, value)).asBoolean());
        same(value, settings.getSetting(name).asBoolean());
      }
    });
    steps.step("keys", this::keys);
    steps.step("backup", this::backup);
    return steps.exitCode();
  }

  private void customRole() {
    String name = UUID.randomUUID().toString();
    KeyVaultPermission reads =
        new KeyVaultPermission(List.of(), List.of(), List.of(KeyVaultDataAction.READ_HSM_KEY), List.of());
    for (String description : List.of("Reads", "Only reads")) {
      SetRoleDefinitionOptions wanted =
          new SetRoleDefinitionOptions(KeyVaultRoleScope.GLOBAL, name)
              .setRoleName("java " + run).setDescription(description).setPermissions(List.of(reads));
      same(description, access.setRoleDefinitionWithResponse(wanted, Context.NONE).getValue().getDescription());
    }
    access.deleteRoleDefinition(KeyVaultRoleScope.GLOBAL, name);
    that(access.listRoleDefinitions(KeyVaultRoleScope.GLOBAL).stream().noneMatch(role -> role.getName().equals(name)), "still there");
  }

  /// An administrator of the HSM may not use keys until somebody, who may be the same, says so.
  private void keys() throws Exception {
    CreateRsaKeyOptions wanted = new CreateRsaKeyOptions("java-" + run).setKeySize(2048);
    try {
      keys.createRsaKey(wanted);
      throw new AssertionError("was not refused");
    } catch (HttpResponseException refusal) {
      same(403, refusal.getResponse().getStatusCode());
    }
    List<String> given = give();
    same(wanted.getName(), keys.createRsaKey(wanted).getName());
    same(32, keys.getRandomBytes(32).length);
    purge(wanted.getName());
    given.forEach(name -> access.deleteRoleAssignment(KeyVaultRoleScope.KEYS, name));
  }

  /// A full backup, one key out of it, and all of it.
  private void backup() throws Exception {
    List<String> given = give();
    String name = "javab-" + run;
    String made = keys.createRsaKey(new CreateRsaKeyOptions(name).setKeySize(2048)).getId();
    String container = "https://backups.blob.storage.example/java";
    String folder = backups.beginBackup(container, SAS).setPollInterval(SOON).getFinalResult();
    that(folder.startsWith(container + "/mhsm-"), folder);
    purge(name);
    backups.beginSelectiveKeyRestore(name, folder, SAS).setPollInterval(SOON).getFinalResult();
    same(made, keys.getKey(name).getId());
    keys.createRsaKey(new CreateRsaKeyOptions(name + "-later").setKeySize(2048));
    backups.beginRestore(folder, SAS).setPollInterval(SOON).getFinalResult();
    same(List.of(name), keys.listPropertiesOfKeys().stream().map(key -> key.getName()).filter(one -> one.startsWith(name)).toList());
    purge(name);
    given.forEach(one -> access.deleteRoleAssignment(KeyVaultRoleScope.KEYS, one));
  }

  private List<String> give() {
    String me = access.listRoleAssignments(KeyVaultRoleScope.GLOBAL).stream().findFirst().orElseThrow().getProperties().getPrincipalId();
    List<String> given = new ArrayList<>();
    for (String role : List.of(USER, OFFICER)) {
      given.add(access.createRoleAssignment(KeyVaultRoleScope.KEYS, role(role).getId(), me).getName());
    }
    return given;
  }

  private void purge(String name) {
    keys.beginDeleteKey(name).setPollInterval(SOON).waitForCompletion();
    keys.purgeDeletedKey(name);
  }

  private KeyVaultRoleDefinition role(String name) {
    return access.listRoleDefinitions(KeyVaultRoleScope.GLOBAL).stream()
        .filter(role -> role.getRoleName().equals(name)).findFirst().orElseThrow();
  }

  private List<String> assigned() {
    return access.listRoleAssignments(KeyVaultRoleScope.KEYS).stream().map(KeyVaultRoleAssignment::getName).toList();
  }
}
