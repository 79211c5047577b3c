package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Response;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `strongroom access`, against the whole server in this process.
class AccessCommandTest {
  private static final String GET = "Microsoft.KeyVault/vaults/secrets/getSecret/action";
  private static final RoleId READER = RoleId.of("21090545-7ca7-4776-b22c-e363652d74d2");
  private static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  private static final RoleId SECRETS_USER = RoleId.of("4633458b-17de-408a-b874-0445c86b69e6");
  private static final ResourceId LEGACY =
      ResourceId.of(AppWorld.VAULT.display().replaceAll("/[^/]+$", "/legacy"));

  @TempDir Path folder;
  private AppWorld world;

  private record Done(int code, String out) {}

  @BeforeEach
  void open() {
    world = new AppWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void explainSaysYesAndWhatGrantsIt() throws Exception {
    AppWorld.Client client = world.client("app");
    world.assign(SECRETS_USER, client, AppWorld.VAULT);
    Done yes =
        run(
            "explain",
            "--scope",
            AppWorld.VAULT + "/secrets/db",
            "--action",
            GET,
            "--principal",
            client.principal().toString());
    assertThat(yes.code()).isZero();
    assertThat(yes.out())
        .startsWith("Yes: " + client.principal())
        .contains("  granted by " + AppWorld.VAULT)
        .contains("+ roleAssignment " + AppWorld.VAULT)
        .contains("'Key Vault Secrets User'");
    Done who = run("explain", "--scope", AppWorld.VAULT.display(), "--action", GET);
    assertThat(who.out()).contains(client.principal() + " ServicePrincipal app");
  }

  /// Who could read a secret: with somebody's approval, or once a role is activated.
  @Test
  void explainSaysWhoCould() throws Exception {
    AppWorld.Client reads = world.client("reads");
    AppWorld.Client could = world.client("could");
    world.assign(SECRETS_USER, reads, AppWorld.VAULT);
    String authorization = AppWorld.VAULT + "/providers/Microsoft.Authorization/";
    Management.Answer eligible =
        send(
            "PUT",
            authorization
                + "roleEligibilityScheduleRequests/eeeeeeee-0000-4000-8000-000000000001"
                + "?api-version=2020-10-01",
            """
            {"properties":{"principalId":"%s","requestType":"AdminAssign","roleDefinitionId":
            "/providers/Microsoft.Authorization/roleDefinitions/%s",
            "scheduleInfo":{"expiration":{"type":"AfterDuration","duration":"P1D"}}}}
            """
                .formatted(could.principal(), SECRETS_USER));
    assertThat(eligible.good()).as(eligible.body()).isTrue();
    String secret = AppWorld.VAULT + "/secrets/db";
    String rule =
        secret + "/providers/Strongroom.Access/revealRules/default?api-version=2026-01-01";
    assertThat(send("PUT", rule, "{\"properties\":{}}").good()).isTrue();
    String vault = run("explain", "--scope", AppWorld.VAULT.display(), "--action", GET).out();
    assertThat(vault)
        .contains(reads.principal() + " ServicePrincipal reads")
        .contains("1 may once a role is activated:")
        .contains("~ elevation " + authorization + "roleEligibilitySchedules/")
        .doesNotContain("second person");
    assertThat(run("explain", "--scope", secret, "--action", GET).out())
        .startsWith("0 may " + GET)
        .contains(" may with the approval of a second person:")
        .contains(reads.principal() + " ServicePrincipal reads")
        .contains("1 may once a role is activated:");
    String one = reads.principal().toString();
    assertThat(run("explain", "--scope", secret, "--action", GET, "--principal", one).out())
        .startsWith("No: " + one)
        .contains("! revealRule " + secret + "/providers/Strongroom.Access/revealRules/default")
        .contains("each read needs a second person; nobody has approved a reveal");
  }

  /// The development application alone can give roles at the root.
  @Test
  void theLastAdministratorStays() {
    String api = "?api-version=2022-04-01";
    String roles = "/providers/Microsoft.Authorization/roleAssignments";
    Management.Answer found = send("GET", roles + api + "&$filter=atScope()", "");
    String id =
        Json.parse(found.body().getBytes(StandardCharsets.UTF_8)).items("value").stream()
            .map(one -> one.text("id").orElseThrow())
            .filter(path -> path.startsWith(roles))
            .findFirst()
            .orElseThrow();
    Management.Answer kept = send("DELETE", id + api, "");
    assertThat(kept.status()).isEqualTo(412);
    assertThat(kept.body()).contains("CannotDeleteLastRbacAdminAssignment");
    world.assign(OWNER, world.client("next"), ResourceId.ROOT);
    assertThat(send("DELETE", id + api, "").status()).isEqualTo(200);
  }

  /// A refused request's id leads to what the explanation says, in the audit log.
  @Test
  void aRefusalIsExplainedByItsRequestId() throws Exception {
    AppWorld.Client client = world.client("app");
    world.assign(READER, client, AppWorld.VAULT);
    Response refused =
        world.send(
            "GET",
            "https://dev.vault.test/secrets/db?api-version=7.4",
            Optional.of(world.token(client, "vault")),
            "");
    assertThat(refused.status()).isEqualTo(403);
    String id =
        refused.headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("x-ms-request-id"))
            .findFirst()
            .orElseThrow()
            .value();
    Done shown = run("explain", "--request", id, "--data", folder.toString());
    JsonValue explained =
        Json.parse(
            world
                .send(
                    "POST",
                    "https://management.test"
                        + AppWorld.VAULT
                        + "/secrets/db/providers/Strongroom.Access/explain?api-version=2026-01-01",
                    Optional.of(world.ownerToken("management")),
                    "{\"action\":\"" + GET + "\",\"principalId\":\"" + client.principal() + "\"}")
                .body());
    assertThat(explained.flag("allowed")).contains(false);
    assertThat(explained.items("lookedAt")).hasSize(2);
    for (JsonValue one : explained.items("lookedAt")) {
      String last = one.text("id").map(path -> " " + ResourceId.of(path).lastSegment()).orElse("");
      assertThat(shown.out())
          .contains(
              one.text("kind").orElseThrow()
                  + last
                  + " "
                  + one.text("bearing").orElseThrow()
                  + ": "
                  + one.text("why").orElseThrow());
    }
    assertThat(shown.out()).contains("SecretGet Forbidden").contains("does not hold the action");
    assertThat(failure("explain", "--request", "nothing", "--data", folder.toString()))
        .contains("has no request nothing");
  }

  @Test
  void aVaultIsMigratedOnce() throws Exception {
    AppWorld.Client reads = world.client("reads");
    AppWorld.Client sets = world.client("sets");
    makeLegacy(
        Map.of(
            reads.principal().toString(),
            "\"get\",\"list\"",
            sets.principal().toString(),
            "\"set\""));
    world.assign(READER, sets, LEGACY); // which does not count while policies do
    String token = world.token(sets, "vault");
    Done shown = run("migrate", LEGACY.display());
    assertThat(shown.out())
        .contains("Assign 'Key Vault Secrets User' to ServicePrincipal " + reads.principal())
        .contains("New role 'Migrated policy of legacy")
        .contains("  Microsoft.KeyVault/vaults/secrets/setSecret/action")
        .contains(sets.principal() + " sets: gains list secrets, ")
        .contains("; loses nothing")
        .contains("Nothing was changed.");
    assertThat(set(token)).isEqualTo(200);
    assertThat(usesRoles()).isFalse();
    String refused = failure("migrate", LEGACY.display(), "--apply");
    assertThat(refused).contains("--accept-changes");
    assertThat(usesRoles()).isFalse();
    Done applied = run("migrate", LEGACY.display(), "--apply", "--accept-changes");
    assertThat(applied.out()).contains("Done: the vault uses roles.");
    assertThat(usesRoles()).isTrue();
    assertThat(set(token)).isEqualTo(200);
    assertThat(get(world.token(reads, "vault"))).isEqualTo(200);
    assertThat(get(token)).isEqualTo(403);
    assertThat(run("migrate", LEGACY.display(), "--apply").out())
        .contains("The vault uses roles already");
  }

  /// It was stopped before the switch: the second time finds what is there.
  @Test
  void anUnfinishedMigrationIsFinished() throws Exception {
    AppWorld.Client sets = world.client("sets");
    makeLegacy(Map.of(sets.principal().toString(), "\"set\""));
    Management half =
        (method, path, body) ->
            method.equals("PATCH")
                ? new Management.Answer(503, "{\"error\":{\"message\":\"stopped\"}}")
                : send(method, path, body);
    assertThat(failure(half, "migrate", LEGACY.display(), "--apply", "--accept-changes"))
        .contains("stopped");
    assertThat(usesRoles()).isFalse();
    assertThat(run("migrate", LEGACY.display(), "--apply", "--accept-changes").code()).isZero();
    assertThat(usesRoles()).isTrue();
    assertThat(set(world.token(sets, "vault"))).isEqualTo(200);
  }

  private void makeLegacy(Map<String, String> secretPermissions) {
    StringBuilder policies = new StringBuilder();
    secretPermissions.forEach((id, permissions) ->
        policies
            .append(policies.isEmpty() ? "" : ",")
            .append(
                "{\"tenantId\":\"%s\",\"objectId\":\"%s\",\"permissions\":{\"secrets\":[%s]}}"
                    .formatted(AppWorld.TENANT, id, permissions)));
    String body =
        """
        {"location":"local","properties":{"tenantId":"%s","sku":{"family":"A","name":"standard"},
        "enableRbacAuthorization":false,"accessPolicies":[%s]}}
        """
            .formatted(AppWorld.TENANT, policies);
    Management.Answer made = send("PUT", LEGACY + "?api-version=2026-02-01", body);
    assertThat(made.good()).as(made.body()).isTrue();
  }

  private boolean usesRoles() {
    return Json.parse(
            send("GET", LEGACY + "?api-version=2026-02-01", "")
                .body()
                .getBytes(StandardCharsets.UTF_8))
        .member("properties")
        .flatMap(properties -> properties.flag("enableRbacAuthorization"))
        .orElseThrow();
  }

  private int set(String token) {
    return secret("PUT", token, "{\"value\":\"v\"}");
  }

  private int get(String token) {
    return secret("GET", token, "");
  }

  private int secret(String method, String token, String body) {
    String url = "https://legacy.vault.test/secrets/db?api-version=7.4";
    return world.send(method, url, Optional.of(token), body).status();
  }

  private Management.Answer send(String method, String path, String body) {
    Response answer =
        world.send(
            method,
            "https://management.test" + path,
            Optional.of(world.ownerToken("management")),
            body);
    return new Management.Answer(
        answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  private Done run(String... arguments) throws Exception {
    return run(this::send, arguments);
  }

  private Done run(Management management, String... arguments) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            stream,
            stream,
            _ -> Optional.empty(),
            folder,
            InstantSource.system(),
            new SecureRandom());
    AccessCommand command = new AccessCommand(console, _ -> management);
    int code = command.run(new CommandLine(command.spec()).parseArgs(arguments));
    return new Done(code, out.toString(StandardCharsets.UTF_8));
  }

  private String failure(String... arguments) {
    return failure(this::send, arguments);
  }

  private String failure(Management management, String... arguments) {
    try {
      run(management, arguments);
    } catch (Failure failure) {
      return String.join("\n", failure.lines());
    } catch (Exception other) {
      throw new AssertionError(other);
    }
    throw new AssertionError("it did not fail");
  }
}
