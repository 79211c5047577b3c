package conformance;

import static conformance.Steps.env;
import static conformance.Steps.refused;
import static conformance.Steps.same;
import static conformance.Steps.that;

import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.DeletedSecret;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The secret lifecycle through azure-security-keyvault-secrets, configured by the environment alone.
public final class Lifecycle {
  private static final String JSON = "{\"user\": \"app\",  \"password\":\"p\\u00e4ss\", \"n\": 1.0}";
  private static final Duration POLL = Duration.ofMillis(100);
  private final SecretClient client =
      new SecretClientBuilder().vaultUrl(env("CONFORMANCE_VAULT_URL")).credential(Credentials.fromEnvironment()).buildClient();
  private final String name = "java-" + env("CONFORMANCE_RUN");
  private final Steps steps = new Steps();
  private byte[] blob = {};

  public static void main(String[] arguments) {
    System.exit(new Lifecycle().run());
  }

  private int run() {
    steps.step("set", () -> {
      KeyVaultSecret asked = new KeyVaultSecret(name, "first")
          .setProperties(new SecretProperties().setContentType("text/plain").setTags(Map.of("a", "b")));
      KeyVaultSecret made = client.setSecret(asked);
      same("first", made.getValue());
      same(Map.of("a", "b"), made.getProperties().getTags());
    });
    steps.step("get-latest", () -> same("first", client.getSecret(name).getValue()));
    steps.step("get-version", () -> {
      String version = client.getSecret(name).getProperties().getVersion();
      same(32, version.length());
      same("first", client.getSecret(name, version).getValue());
    });
    steps.step("set-json-value", () -> {
      client.setSecret(name, JSON);
      same(JSON, client.getSecret(name).getValue());
    });
    steps.step("update", () -> {
      OffsetDateTime expires = OffsetDateTime.parse("2032-01-02T00:00:00Z");
      SecretProperties properties = client.getSecret(name).getProperties();
      SecretProperties updated =
          client.updateSecretProperties(properties.setExpiresOn(expires).setTags(Map.of("x", "y")));
      same(expires.toInstant(), updated.getExpiresOn().toInstant());
      same(Map.of("x", "y"), updated.getTags());
    });
    steps.step("list-pages", this::listPages);
    steps.step("list-versions", () -> same(2L, versions()));
    steps.step("backup", () -> {
      blob = client.backupSecret(name);
      that(blob.length > 100, "a backup of " + blob.length + " bytes");
    });
    steps.step("delete", () -> {
      DeletedSecret deleted = delete();
      that(deleted.getRecoveryId() != null, "no recovery id");
      that(deleted.getScheduledPurgeDate().isAfter(deleted.getDeletedOn()), "purge before deletion");
    });
    steps.step("get-deleted", () -> same(name, client.getDeletedSecret(name).getName()));
    steps.step("list-deleted",
        () -> that(client.listDeletedSecrets().stream().anyMatch(d -> d.getName().equals(name)), "not listed"));
    steps.step("conflict-while-deleted",
        () -> refused(409, "ObjectIsDeletedButRecoverable", () -> client.setSecret(name, "again")));
    steps.step("recover", () -> {
      client.beginRecoverDeletedSecret(name).setPollInterval(POLL).waitForCompletion();
      same(JSON, client.getSecret(name).getValue());
    });
    steps.step("purge", () -> {
      delete();
      client.purgeDeletedSecret(name);
      refused(404, "SecretNotFound", () -> client.getDeletedSecret(name));
    });
    steps.step("restore", () -> {
      client.restoreSecretBackup(blob);
      same(JSON, client.getSecret(name).getValue());
      same(2L, versions());
    });
    steps.step("not-found", () -> refused(404, "SecretNotFound", () -> client.getSecret("no-such-secret")));
    steps.step("disabled", () -> {
      client.updateSecretProperties(client.getSecret(name).getProperties().setEnabled(false));
      refused(403, "SecretDisabled", () -> client.getSecret(name));
    });
    steps.step("bad-name", () -> refused(400, "BadParameter", () -> client.setSecret("under_score", "x")));
    return steps.exitCode();
  }

  private void listPages() {
    Set<String> wanted =
        IntStream.range(0, 30).mapToObj(i -> name + "-page-" + i).collect(Collectors.toSet());
    wanted.forEach(each -> client.setSecret(each, "x"));
    long pages = client.listPropertiesOfSecrets().streamByPage().count();
    Set<String> found =
        client.listPropertiesOfSecrets().stream().map(SecretProperties::getName).collect(Collectors.toSet());
    that(pages >= 2, pages + " pages");
    that(found.containsAll(wanted) && found.contains(name), "not all listed");
  }

  private DeletedSecret delete() {
    var poller = client.beginDeleteSecret(name).setPollInterval(POLL);
    poller.waitForCompletion();
    return poller.poll().getValue();
  }

  private long versions() {
    return client.listPropertiesOfSecretVersions(name).stream().count();
  }
}
