package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.ObjectStore;
import dev.strongroom.secrets.ResealDueSecrets;
import dev.strongroom.secrets.SecretProperties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server does of its own accord.
class JobsTest {
  /// More than one batch.
  private static final int SECRETS = 120;

  private record Left(ObjectStore<SecretProperties> store)
      implements Operation<Optional<VaultName>> {
    @Override
    public String name() {
      return "Left";
    }

    @Override
    public Action action() {
      return Action.control("test/left", Action.Effect.READ);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public Optional<VaultName> run(Work work) {
      return store.rekeyedVault(work.tx());
    }
  }

  @Test
  void aVaultRekeyedOnRequestIsResealedByTheTimetable(@TempDir Path folder) {
    try (AppWorld world = new AppWorld(folder)) {
      String token = world.ownerToken("vault");
      for (int i = 0; i < SECRETS; i += 1) {
        secret(world, token, "PUT", "s" + i, "{\"value\":\"v" + i + "\"}");
      }
      secret(world, token, "PUT", "s0", "{\"value\":\"newer\"}");
      secret(world, token, "DELETE", "s1", "");
      assertThat(left(world)).isEmpty();

      Response rekeyed =
          world.send(
              "POST",
              "https://management.test" + AppWorld.VAULT + "/rekey?api-version=2026-02-01",
              Optional.of(world.ownerToken("management")),
              "");
      assertThat(new String(rekeyed.body(), StandardCharsets.UTF_8)).contains("\"keyVersion\":2");
      assertThat(left(world)).contains(VaultName.of("dev"));

      ResealDueSecrets batch = new ResealDueSecrets(world.app().features().secrets());
      assertThat(world.perform(batch)).isEqualTo(100);
      world.pass(Duration.ofMinutes(6));
      world.app().timetable().runDue();
      assertThat(left(world)).isEmpty();
      assertThat(world.perform(batch)).isZero();
      String fresh = world.ownerToken("vault");
      assertThat(secret(world, fresh, "GET", "s0", "")).contains("\"value\":\"newer\"");
      String versions = secret(world, fresh, "GET", "s0/versions", "");
      assertThat(versions.split("/secrets/s0/")).hasSize(3);
      for (String version : versions.split("/secrets/s0/")) {
        if (!version.startsWith("{")) {
          String one = secret(world, fresh, "GET", "s0/" + version.substring(0, 32), "");
          assertThat(one).containsPattern("\"value\":\"(v0|newer)\"");
        }
      }
      assertThat(send(world, fresh, "POST", "deletedsecrets/s1/recover", "").status())
          .isEqualTo(200);
      assertThat(secret(world, fresh, "GET", "s1", "")).contains("\"value\":\"v1\"");
      assertThat(secret(world, fresh, "GET", "s119", "")).contains("\"value\":\"v119\"");
    }
  }

  @Test
  void signingKeysRotateWhileTheServerRuns(@TempDir Path folder) {
    try (AppWorld world = new AppWorld(folder)) {
      String before = signingKeys(world);
      for (int day = 0; day < 400; day += 1) {
        world.pass(Duration.ofDays(1));
        world.app().timetable().runDue();
      }
      assertThat(signingKeys(world)).isNotEqualTo(before);
    }
  }

  private static Optional<VaultName> left(AppWorld world) {
    return world.perform(new Left(world.app().stores().secrets()));
  }

  private static String signingKeys(AppWorld world) {
    Response keys =
        world.send(
            "GET",
            "https://login.test/" + AppWorld.TENANT + "/discovery/v2.0/keys",
            Optional.empty(),
            "");
    assertThat(keys.status()).isEqualTo(200);
    return new String(keys.body(), StandardCharsets.UTF_8);
  }

  private static String secret(
      AppWorld world, String token, String method, String name, String body) {
    Response answer = send(world, token, method, "secrets/" + name, body);
    assertThat(answer.status()).as(name).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static Response send(
      AppWorld world, String token, String method, String path, String body) {
    return world.send(
        method, "https://dev.vault.test/" + path + "?api-version=7.4", Optional.of(token), body);
  }
}
