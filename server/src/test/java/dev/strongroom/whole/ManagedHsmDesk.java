package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.managedhsm.GetHsmJob;
import dev.strongroom.managedhsm.HsmJob;
import dev.strongroom.managedhsm.HsmJobs;
import dev.strongroom.model.VaultName;
import dev.strongroom.store.HsmJobSql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// An administrator of managed HSMs, at the whole application.
final class ManagedHsmDesk implements AutoCloseable {
  private final AppWorld world;
  private final String token;

  ManagedHsmDesk(Path folder) {
    world = new AppWorld(folder);
    token = world.ownerToken("managedhsm");
  }

  @Override
  public void close() {
    world.close();
  }

  AppWorld world() {
    return world;
  }

  void create(String name) {
    create(name, "");
  }

  /// @param more properties
  void create(String name, String more) {
    String management = world.ownerToken("management");
    Response made =
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
                + "\"]"
                + more
                + "}}");
    assertThat(made.status()).as(text(made)).isEqualTo(200);
  }

  /// Makes the administrator a user of keys, and of deleted ones.
  void become(String hsm) {
    int number = 1;
    for (String role :
        List.of("21dbd100-6940-42c2-9190-5d6cb909625b", "515eb02d-2335-4d2d-92f2-b1cbdf9c3778")) {
      done(
          hsm,
          "PUT",
          "/providers/Microsoft.Authorization/roleAssignments/0ad6c5b0-3b4f-4a64-9d46-00000000000"
              + number,
          "{\"properties\":{\"roleDefinitionId\":\"/x/"
              + role
              + "\",\"principalId\":\""
              + world.objectId(token)
              + "\"}}");
      number += 1;
    }
  }

  JsonValue download(String hsm, List<DomainHolders.Holder> holders, int required) {
    List<String> jwks =
        holders.stream()
            .map(holder ->
                "{\"kty\":\"RSA\",\"x5c\":[\""
                    + Base64.getEncoder().encodeToString(holder.certificate())
                    + "\"]}")
            .toList();
    Response answer =
        world.send(
            "POST",
            url(hsm, "/securitydomain/download"),
            Optional.of(token),
            "{\"certificates\":[" + String.join(",", jwks) + "],\"required\":" + required + "}");
    assertThat(answer.status()).as(text(answer)).isEqualTo(202);
    String domain = Json.parse(answer.body()).text("value").orElseThrow();
    return Json.parse(domain.getBytes(StandardCharsets.UTF_8));
  }

  byte[] transferCertificate(String hsm) {
    Response answer = get(hsm, "/securitydomain/upload");
    String jwk = Json.parse(answer.body()).text("transfer_key").orElseThrow();
    JsonValue x5c = Json.parse(jwk.getBytes(StandardCharsets.UTF_8)).items("x5c").getFirst();
    assertThat(text(get(hsm, "/securitydomain/upload"))).isEqualTo(text(answer));
    return Base64.getDecoder().decode(((JsonValue.Str) x5c).text());
  }

  Response upload(String hsm, String domain) {
    byte[] body =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("value", domain);
          json.writeEndObject();
        });
    return world.send(
        "POST",
        url(hsm, "/securitydomain/upload"),
        Optional.of(token),
        new String(body, StandardCharsets.UTF_8));
  }

  String started(String hsm, String method, String path, String body) {
    return Json.parse(done(hsm, method, path, body).getBytes(StandardCharsets.UTF_8))
        .text("jobId")
        .orElseThrow();
  }

  String ended(String hsm, String path, String job) {
    return text(get(hsm, path + job + "/pending"));
  }

  String done(String hsm, String method, String path, String body) {
    Response answer = world.send(method, url(hsm, path), Optional.of(token), body);
    assertThat(answer.status()).as(path + " " + text(answer)).isBetween(200, 202);
    return text(answer);
  }

  Response send(String method, String hsm, String path, String body) {
    return world.send(method, url(hsm, path), Optional.of(token), body);
  }

  /// At the vault `dev`.
  Response atVault(String method, String path, String body) {
    Optional<String> vault = Optional.of(world.ownerToken("vault"));
    return world.send(method, "https://dev.vault.test" + path + "?api-version=7.5", vault, body);
  }

  /// As the server has it.
  HsmJob job(String hsm, String id, boolean backup) {
    VaultName name = VaultName.parseHsm(hsm).orElseThrow();
    return world.perform(new GetHsmJob(jobs(), name, id, backup)).job();
  }

  HsmJobs jobs() {
    var features = world.app().features();
    return new HsmJobs(
        world.app().stores().hsms(), new HsmJobSql(), features.hsms().domains(), features.keys());
  }

  Response get(String hsm, String path) {
    return world.send("GET", url(hsm, path), Optional.of(token), "");
  }

  private static String url(String hsm, String path) {
    return "https://" + hsm + ".managedhsm.test" + path + "?api-version=7.5";
  }

  static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
