package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what with keys, through the whole server.
class KeyAccessTest {
  private static final RoleId CRYPTO_USER = RoleId.of("12338af0-0e69-4776-bea7-57ae8d297424");
  private static final RoleId ENCRYPTION_USER = RoleId.of("e147488a-f6f5-4113-8e2d-b22465e65bf6");
  private static final RoleId RELEASE_USER = RoleId.of("08bbd89e-9f13-488c-ac41-acfcb10c90ab");
  private static final String DIGEST = "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ";
  private static final String SIGN = "{\"alg\":\"ES256\",\"value\":\"" + DIGEST + "\"}";

  /// A request, and the access-policy permission that it needs (azure-facts 2.1).
  private record Need(String permission, String method, String path, String body) {}

  private static final List<Need> NEEDS =
      List.of(
          new Need("create", "POST", "/keys/new/create", "{\"kty\":\"EC\"}"),
          new Need(
              "import",
              "PUT",
              "/keys/mine",
              "{\"key\":{\"kty\":\"oct\",\"k\":\"AAECAwQFBgcICQoLDA0ODw\"}}"),
          new Need("get", "GET", "/keys/one", ""),
          new Need("list", "GET", "/keys", ""),
          new Need("list", "GET", "/keys/one/versions", ""),
          new Need("update", "PATCH", "/keys/one/", "{}"),
          new Need("delete", "DELETE", "/keys/none", ""),
          new Need("list", "GET", "/deletedkeys", ""),
          new Need("get", "GET", "/deletedkeys/none", ""),
          new Need("recover", "POST", "/deletedkeys/none/recover", ""),
          new Need("purge", "DELETE", "/deletedkeys/none", ""),
          new Need("backup", "POST", "/keys/one/backup", ""),
          new Need("restore", "POST", "/keys/restore", "{\"value\":\"AAAA\"}"),
          new Need(
              "encrypt", "POST", "/keys/one//encrypt", "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}"),
          new Need(
              "decrypt", "POST", "/keys/one//decrypt", "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}"),
          new Need(
              "wrapKey", "POST", "/keys/one//wrapkey", "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}"),
          new Need(
              "unwrapKey",
              "POST",
              "/keys/one//unwrapkey",
              "{\"alg\":\"RSA-OAEP\",\"value\":\"AA\"}"),
          new Need("sign", "POST", "/keys/one//sign", SIGN),
          new Need(
              "verify",
              "POST",
              "/keys/one//verify",
              "{\"alg\":\"ES256\",\"digest\":\"" + DIGEST + "\",\"value\":\"AA\"}"),
          new Need("release", "POST", "/keys/one//release", "{\"target\":\"x\"}"),
          new Need("rotate", "POST", "/keys/one/rotate", ""),
          new Need("getrotationpolicy", "GET", "/keys/one/rotationpolicy", ""),
          new Need("setrotationpolicy", "PUT", "/keys/one/rotationpolicy", "{}"));

  @TempDir Path folder;
  private AppWorld world;

  @BeforeEach
  void open() {
    world = new AppWorld(folder);
    String owner = world.ownerToken("vault");
    for (String name : List.of("one", "two")) {
      assertThat(ask(owner, "POST", "/keys/" + name + "/create", "{\"kty\":\"EC\"}").status())
          .isEqualTo(200);
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRoleOnOneKeyIsForThatKeyOnly() {
    AppWorld.Client client = world.client("signer");
    world.assign(CRYPTO_USER, client, ResourceId.of(AppWorld.VAULT.display() + "/keys/one"));
    String token = world.token(client, "vault");
    assertThat(ask(token, "POST", "/keys/ONE//sign", SIGN).status()).isEqualTo(200);
    assertThat(ask(token, "GET", "/keys/one", "").status()).isEqualTo(200);
    assertThat(ask(token, "POST", "/keys/two//sign", SIGN).status()).isEqualTo(403);
    assertThat(ask(token, "GET", "/keys", "").status()).isEqualTo(403);
    assertThat(ask(token, "DELETE", "/keys/one", "").status()).isEqualTo(403);
  }

  @Test
  void aServiceThatEncryptsDoesNotSign() {
    AppWorld.Client client = world.client("disk");
    world.assign(ENCRYPTION_USER, client, AppWorld.VAULT);
    String token = world.token(client, "vault");
    String body = "{\"alg\":\"RSA-OAEP\",\"value\":\"AAECAwQFBgcICQoLDA0ODw\"}";
    String owner = world.ownerToken("vault");
    ask(owner, "POST", "/keys/kek/create", "{\"kty\":\"RSA\"}");
    assertThat(ask(token, "POST", "/keys/kek//wrapkey", body).status()).isEqualTo(200);
    assertThat(ask(token, "POST", "/keys/kek//encrypt", body).status()).isEqualTo(403);
    assertThat(ask(token, "POST", "/keys/one//sign", SIGN).status()).isEqualTo(403);
  }

  @Test
  void whoMayReleaseMayNotEvenLook() {
    AppWorld.Client client = world.client("enclave");
    world.assign(RELEASE_USER, client, AppWorld.VAULT);
    String token = world.token(client, "vault");
    assertThat(text(ask(token, "POST", "/keys/one//release", "{\"target\":\"x\"}")))
        .contains("KeyOperationForbidden");
    assertThat(text(ask(token, "GET", "/keys/one", ""))).contains("ForbiddenByRbac");
  }

  @Test
  void anAccessPolicyGivesExactlyWhatItNames() {
    AppWorld.Client client = world.client("app");
    manage("PATCH", "", "{\"properties\":{\"enableRbacAuthorization\":false}}");
    List<String> wrong = new ArrayList<>();
    for (Need need : NEEDS) {
      policy(client, "[\"" + need.permission() + "\"]");
      if (isForbiddenByPolicy(client, need)) {
        wrong.add(need.permission() + " is not enough for " + need.path());
      }
      List<String> others = new ArrayList<>();
      for (Need other : NEEDS) {
        if (!other.permission().equals(need.permission())) {
          others.add("\"" + other.permission() + "\"");
        }
      }
      policy(client, "[" + String.join(",", others) + "]");
      if (!isForbiddenByPolicy(client, need)) {
        wrong.add("without " + need.permission() + " nothing forbids " + need.path());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private boolean isForbiddenByPolicy(AppWorld.Client client, Need need) {
    String token = world.token(client, "vault");
    return text(ask(token, need.method(), need.path(), need.body())).contains("ForbiddenByPolicy");
  }

  private void policy(AppWorld.Client client, String permissions) {
    manage(
        "PUT",
        "/accessPolicies/replace",
        "{\"properties\":{\"accessPolicies\":[{\"tenantId\":\""
            + AppWorld.TENANT
            + "\",\"objectId\":\""
            + client.principal()
            + "\",\"permissions\":{\"keys\":"
            + permissions
            + "}}]}}");
  }

  private void manage(String method, String path, String body) {
    Response answer =
        world.send(
            method,
            "https://management.test" + AppWorld.VAULT + path + "?api-version=2026-02-01",
            Optional.of(world.ownerToken("management")),
            body);
    assertThat(answer.status()).as(text(answer)).isLessThan(300);
  }

  private Response ask(String token, String method, String path, String body) {
    return world.send(
        method, "https://dev.vault.test" + path + "?api-version=7.4", Optional.of(token), body);
  }

  private static String text(Response answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
