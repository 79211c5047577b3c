package dev.strongroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `strongroom pim` against a whole server, through its public API.
class PimCommandTest {
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  private static final String SECRET = "https://dev.vault.test/secrets/db?api-version=7.4";
  private static final String SETTINGS =
      "https://management.test"
          + AppWorld.VAULT
          + "/providers/Microsoft.Authorization/roleManagementPolicyAssignments?api-version=2020-10-01"
          + "&$filter=roleDefinitionId%20eq%20'"
          + SECRETS_USER
          + "'";

  private AppWorld world;
  private AppWorld.Client anna;
  private AppWorld.Client bert;
  private String owner;

  @BeforeEach
  void open(@TempDir Path folder) {
    world = new AppWorld(folder);
    anna = world.client("anna");
    bert = world.client("bert");
    owner = world.ownerToken("management");
    world.send("PUT", SECRET, Optional.of(world.ownerToken("vault")), "{\"value\":\"x\"}");
    ask(
        "PUT",
        "https://management.test"
            + AppWorld.VAULT
            + "/providers/Microsoft.Authorization/roleEligibilityScheduleRequests/"
            + "99999999-0000-4000-8000-000000000001?api-version=2020-10-01",
        "{\"properties\":{\"principalId\":\""
            + anna.principal()
            + "\",\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/"
            + SECRETS_USER
            + "\",\"requestType\":\"AdminAssign\",\"scheduleInfo\":{\"expiration\":{\"type\":"
            + "\"AfterDuration\",\"duration\":\"P1D\"}}}}",
        201);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void takesARoleForAnHour() {
    assertThat(read()).isEqualTo(403);
    assertThat(run(anna, "eligible").out())
        .contains("Key Vault Secrets User  " + AppWorld.VAULT + "  until 2026-11-25T09:00");
    Ran done =
        run(anna, "activate", "key vault secrets user", "--for", "90m", "--reason", "incident 7");
    assertThat(done.err() + done.out())
        .isEqualTo("Provisioned  Key Vault Secrets User  " + AppWorld.VAULT + "\n");
    assertThat(read()).isEqualTo(200);
    assertThat(run(anna, "list").out())
        .contains(
            "Active:\n  Key Vault Secrets User  " + AppWorld.VAULT + "  until 2026-11-24T10:30");
    world.pass(Duration.ofMinutes(90));
    assertThat(read()).isEqualTo(403);
  }

  @Test
  void saysWhatTheSettingsWant() {
    Ran done = run(anna, "activate", SECRETS_USER, "--for", "9h");
    assertThat(done.code()).isEqualTo(1);
    assertThat(done.err())
        .contains("RoleAssignmentRequestPolicyValidationFailed")
        .contains("ExpirationRule")
        .contains("JustificationRule");
    assertThat(run(bert, "activate", SECRETS_USER).err()).contains("You are not eligible");
    assertThat(run(bert, "eligible").out()).isEqualTo("You are eligible for nothing here.\n");
  }

  @Test
  void asksAnotherAndTheOtherApproves() {
    wantApproval();
    Ran asked = run(anna, "activate", SECRETS_USER, "--reason", "incident 7");
    assertThat(asked.out()).contains("PendingApproval").contains("strongroom pim approve ");
    String id = asked.out().replaceAll("(?s).*pim approve (\\S+).*", "$1");
    assertThat(read()).isEqualTo(403);
    assertThat(run(anna, "list").out()).contains("Your requests that wait:\n  " + id);
    assertThat(run(bert, "list").out())
        .contains("Waiting for you:\n  " + id)
        .contains("anna: incident 7");
    assertThat(run(anna, "approve", id).err()).contains("No stage of this request waits for you.");
    assertThat(run(bert, "approve", id, "--reason", "I was called").out())
        .isEqualTo("Completed  Approve\n");
    assertThat(read()).isEqualTo(200);
    assertThat(run(bert, "list").out()).doesNotContain(id);
  }

  @Test
  void signsInWithAClientSecretOrAsItIsTold() throws Exception {
    Map<String, String> secret =
        Map.of(
            "STRONGROOM_MANAGEMENT", "https://management.test",
            "AZURE_AUTHORITY_HOST", "https://login.test/",
            "AZURE_TENANT_ID", AppWorld.TENANT.toString(),
            "AZURE_CLIENT_ID", anna.application().toString(),
            "AZURE_CLIENT_SECRET", DevSettings.text(anna.secret().value()));
    assertThat(client(secret).callerId()).isEqualTo(anna.principal().toString());
    Map<String, String> given =
        Map.of(
            "ARM_CLOUD_METADATA_URL",
            "https://management.test/metadata/endpoints",
            "STRONGROOM_TOKEN",
            world.token(bert, "management"));
    assertThat(client(given).callerId()).isEqualTo(bert.principal().toString());
    assertThat(client(given).get("/subscriptions?api-version=2022-12-01").items("value")).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(Ran.strongroom(Path.of("."), "pim").err()).contains("eligible, activate");
    assertThat(Ran.strongroom(Path.of("."), "pim", "list").err()).contains("STRONGROOM_MANAGEMENT");
  }

  private void wantApproval() {
    Response found = world.send("GET", SETTINGS, Optional.of(owner), "");
    String policy = text(found).replaceAll("(?s).*\"policyId\":\"([^\"]+)\".*", "$1");
    ask(
        "PATCH",
        "https://management.test" + policy + "?api-version=2020-10-01",
        "{\"properties\":{\"rules\":[{\"id\":\"Approval_EndUser_Assignment\",\"setting\":{"
            + "\"isApprovalRequired\":true,\"approvalStages\":[{\"primaryApprovers\":[{\"id\":\""
            + bert.principal()
            + "\"}]}]}}]}}",
        200);
  }

  private void ask(String method, String url, String body, int status) {
    Response answer = world.send(method, url, Optional.of(owner), body);
    assertThat(answer.status()).as(text(answer)).isEqualTo(status);
  }

  private int read() {
    return world.send("GET", SECRET, Optional.of(world.token(anna, "vault")), "").status();
  }

  private Ran run(AppWorld.Client who, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = console(Map.of(), out, err);
    String token = world.token(who, "management");
    PimCommand command =
        new PimCommand(
            console, () -> new ManagementClient(this::send, "https://management.test", token));
    CommandLine line = new CommandLine(command.spec());
    int code;
    try {
      code = command.run(line.parseArgs(arguments));
    } catch (Failure failure) {
      code = Console.FAILED;
      List.of(failure.lines()).forEach(console::complain);
    } catch (Exception surprise) {
      throw new AssertionError(surprise);
    }
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private ManagementClient client(Map<String, String> environment) throws Exception {
    ByteArrayOutputStream unused = new ByteArrayOutputStream();
    return ManagementClient.of(console(environment, unused, unused), this::send);
  }

  private Management.Answer send(String method, URI uri, Map<String, String> headers, String body) {
    Optional<String> token =
        Optional.ofNullable(headers.get("Authorization")).map(text -> text.substring(7));
    Response answer = world.send(method, uri.toString(), token, body);
    return new Management.Answer(answer.status(), text(answer));
  }

  private static Console console(
      Map<String, String> environment, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        name -> Optional.ofNullable(environment.get(name)),
        Path.of("."),
        InstantSource.system(),
        new SecureRandom());
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
