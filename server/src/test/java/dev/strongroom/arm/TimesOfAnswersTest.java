package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.store.Databases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A write answers with the times that are read after it, whatever the digits of the clock:
/// Terraform waits until what it reads is no older than what it was answered.
class TimesOfAnswersTest {
  private static final String SUBSCRIPTION = "/subscriptions/" + ArmWorld.SUBSCRIPTION;
  private static final String ROLES = "/providers/Microsoft.Authorization/roleDefinitions/";
  private static final String OWN = ROLES + "99999999-0000-4000-8000-0000000000aa";

  @TempDir Path folder;

  @Test
  void aChangedRoleIsReadAsItWasAnswered() throws Exception {
    try (ArmWorld world = new ArmWorld(folder, Databases.SQLITE.fresh(folder))) {
      world.assign("owner", "00482a5a-887f-4fb3-b363-3b7fe8e74483", ResourceId.ROOT);
      world.now = Instant.parse("2026-03-01T12:00:00.123456789Z");
      ask(world, "PUT", role("made"));
      world.now = world.now.plus(Duration.ofSeconds(1));
      String changed = ask(world, "PUT", role("changed"));
      assertThat(changed)
          .contains("\"createdOn\":\"2026-03-01T12:00:00.123Z\"")
          .contains("\"updatedOn\":\"2026-03-01T12:00:01.123Z\"");
      assertThat(ask(world, "GET", "")).isEqualTo(changed);
    }
  }

  private static String role(String description) {
    return """
    {"properties":{"roleName":"own","description":"%s","type":"CustomRole",
    "permissions":[{"actions":["Microsoft.KeyVault/vaults/read"]}],"assignableScopes":["%s"]}}\
    """
        .formatted(description, SUBSCRIPTION);
  }

  private static String ask(ArmWorld world, String method, String body) {
    String url = "https://management.test" + SUBSCRIPTION + OWN + "?api-version=2022-05-01-preview";
    Map<String, String> headers = Map.of("Authorization", "Bearer owner");
    Request request = world.request(method, url, headers, body.getBytes(StandardCharsets.UTF_8));
    Response answer = world.at(request.host()).answer(request);
    assertThat(answer.status()).isBetween(200, 201);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
