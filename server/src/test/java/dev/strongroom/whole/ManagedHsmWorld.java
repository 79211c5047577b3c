package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// An activated managed HSM of a world, whose administrator is also a user of its keys.
final class ManagedHsmWorld {
  private static final String CONTAINER = "{\"storageResourceUri\":\"https://st.blob.test/c\"}";

  private final AppWorld world;
  private final String name;
  private final String token;

  ManagedHsmWorld(AppWorld world, String name, String management, String token) {
    this.world = world;
    this.name = name;
    this.token = token;
    done(
        world.send(
            "PUT",
            "https://management.test/subscriptions/"
                + AppWorld.SUBSCRIPTION
                + "/resourceGroups/dev/providers/Microsoft.KeyVault/managedHSMs/"
                + name
                + "?api-version=2024-11-01",
            Optional.of(management),
            "{\"location\":\"local\",\"sku\":{\"family\":\"B\",\"name\":\"Standard_B1\"},"
                + "\"properties\":{\"initialAdminObjectIds\":[\""
                + world.objectId(management)
                + "\"]}}"));
    String domain =
        WireRequests.all().stream()
            .filter(asked -> asked.url().contains("/securitydomain/download?"))
            .map(WireRequests.Asked::body)
            .filter(body -> List.of(body.split("[\\[\\]]")).stream().distinct().count() == 8)
            .filter(body -> body.endsWith("\"required\":2}"))
            .findFirst()
            .orElseThrow();
    done(send("POST", "/securitydomain/download", domain));
    assign("0ad6c5b0-3b4f-4a64-9d46-000000000001", "21dbd100-6940-42c2-9190-5d6cb909625b");
  }

  /// The administrator becomes a Crypto Officer, too.
  void mayPurge() {
    assign("0ad6c5b0-3b4f-4a64-9d46-000000000002", "515eb02d-2335-4d2d-92f2-b1cbdf9c3778");
  }

  private void assign(String id, String role) {
    done(
        send(
            "PUT",
            "/providers/Microsoft.Authorization/roleAssignments/" + id,
            "{\"properties\":{\"roleDefinitionId\":\""
                + role
                + "\",\"principalId\":\""
                + world.objectId(token)
                + "\"}}"));
  }

  Response send(String method, String path, String body) {
    String url = "https://" + name + ".managedhsm.test" + path + "?api-version=7.5";
    return world.send(method, url, Optional.of(token), body);
  }

  /// The folder of the backup.
  String backUp() {
    String job = job(send("POST", "/backup", CONTAINER));
    String ended = text(send("GET", "/backup/" + job + "/pending", ""));
    assertThat(ended).contains("\"Succeeded\"");
    return ended.replaceAll(".*/c/(mhsm-[^\"]+)\".*", "$1");
  }

  /// How it ended.
  String restore(String folder) {
    String job =
        job(
            send(
                "PUT",
                "/restore",
                "{\"sasTokenParameters\":"
                    + CONTAINER
                    + ",\"folderToRestore\":\""
                    + folder
                    + "\"}"));
    return text(send("GET", "/restore/" + job + "/pending", ""));
  }

  private static String job(Response answer) {
    done(answer);
    return Json.parse(answer.body()).text("jobId").orElseThrow();
  }

  private static void done(Response answer) {
    assertThat(answer.status()).as(text(answer)).isBetween(200, 202);
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
