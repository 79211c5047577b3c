package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.deployments.BeginDeployment;
import dev.strongroom.deployments.Deployment;
import dev.strongroom.deployments.Deployment.Papers;
import dev.strongroom.deployments.Deployment.Run;
import dev.strongroom.deployments.Deployment.State;
import dev.strongroom.deployments.DeploymentAt;
import dev.strongroom.deployments.DeploymentLimits;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.store.Databases;
import dev.strongroom.store.DeploymentSql;
import dev.strongroom.template.SecretReference;
import dev.strongroom.template.TemplateLimits;
import dev.strongroom.vaults.GroupName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each limit of deployments, and what becomes of one that was interrupted.
class DeploymentLimitsTest {
  private static final int USUAL = 1_048_576;
  private static final String ALL =
      "/subscriptions/"
          + ArmWorld.SUBSCRIPTION
          + "/resourceGroups/web/providers/Microsoft.Resources/deployments";
  private static final String EMPTY =
      "{\"properties\":{\"template\":{\"$schema\":\"s\",\"contentVersion\":\"1\",\"resources\":[]}}}";

  @TempDir Path folder;
  private ArmWorld world;

  @BeforeEach
  void open() {
    world = new ArmWorld(folder, Databases.SQLITE.fresh(folder));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aNameHasOneTo64Characters() {
    assertThat(put("n".repeat(63), EMPTY).status()).isEqualTo(201);
    assertThat(put("n".repeat(64), EMPTY).status()).isEqualTo(201);
    assertThat(put("n".repeat(65), EMPTY).status()).isEqualTo(400);
  }

  @Test
  void aTemplateHasFourMegabytes() {
    int room = TemplateLimits.MAX_BYTES - EMPTY.length();
    assertThat(put("below", EMPTY + " ".repeat(room - 1)).status()).isEqualTo(201);
    assertThat(put("at", EMPTY + " ".repeat(room)).status()).isEqualTo(201);
    assertThat(text(put("above", EMPTY + " ".repeat(room + 1)))).contains("RequestContentTooLarge");
  }

  /// The listener leaves room for a template where one is deployed, to who shows a token.
  @Test
  void aBodyMayBeAsLargeAsATemplateWhereOneIsSent() {
    assertThat(room("PUT", "/d", "Bearer owner")).isEqualTo(TemplateLimits.MAX_BYTES);
    assertThat(room("POST", "/d/validate", "Bearer owner")).isEqualTo(TemplateLimits.MAX_BYTES);
    assertThat(room("POST", "/d/whatIf", "Bearer owner")).isEqualTo(TemplateLimits.MAX_BYTES);
    assertThat(room("PUT", "/d", "")).isEqualTo(USUAL);
    assertThat(room("DELETE", "/d", "Bearer owner")).isEqualTo(USUAL);
    assertThat(room("PUT", "/d/x", "Bearer owner")).isEqualTo(USUAL);
    int more = TemplateLimits.MAX_BYTES + 1;
    Request put = request("PUT", "/d", "Bearer owner", "");
    assertThat(world.at(put.host()).bodyLimit(put, more)).isEqualTo(more);
  }

  private int room(String method, String below, String authorization) {
    Request head = request(method, below, authorization, "");
    return world.at(head.host()).bodyLimit(head, USUAL);
  }

  @Test
  void eightHundredAreRememberedAtAScope() {
    for (int i = 0; i < DeploymentLimits.MAX_REMEMBERED; i += 1) {
      begin("d" + i, State.SUCCEEDED, world.now().plusSeconds(i));
    }
    assertThat(ask("GET", "/d0", "").status()).isEqualTo(200);
    begin("d1", State.SUCCEEDED, world.now().plusSeconds(900));
    assertThat(ask("GET", "/d0", "").status()).isEqualTo(200);
    begin("more", State.SUCCEEDED, world.now().plusSeconds(1_000));
    assertThat(ask("GET", "/d0", "").status()).isEqualTo(404);
    assertThat(ask("GET", "/d1", "").status()).isEqualTo(200);
    assertThat(ask("GET", "/d2", "").status()).isEqualTo(200);
  }

  @Test
  void oneThatRunsHoldsItsNameUntilItIsOverdue() {
    begin("long", State.RUNNING, world.now());
    assertThat(text(put("long", EMPTY))).contains("DeploymentActive");
    assertThat(text(ask("DELETE", "/long", ""))).contains("DeploymentActive");
    assertThat(text(ask("GET", "/long", ""))).contains("\"provisioningState\":\"Running\"");
    world.advance(DeploymentLimits.LONGEST);
    assertThat(text(ask("GET", "/long/operationStatuses/x", "")))
        .isEqualTo("{\"status\":\"Running\"}");
    world.advance(Duration.ofSeconds(1));
    assertThat(text(ask("GET", "/long/operationStatuses/x", "")))
        .contains("\"status\":\"Failed\"", "DeploymentInterrupted");
    assertThat(put("long", EMPTY).status()).isEqualTo(200);
    assertThat(text(ask("GET", "/long", ""))).contains("\"provisioningState\":\"Succeeded\"");
  }

  @Test
  void aDeploymentCannotDeployItself() {
    String nested =
        "{\"properties\":{\"template\":{\"$schema\":\"s\",\"contentVersion\":\"1\",\"resources\":[{\"type\":"
            + "\"Microsoft.Resources/deployments\",\"apiVersion\":\"2022-09-01\",\"name\":\"self\","
            + "\"properties\":"
            + EMPTY.substring("{\"properties\":".length(), EMPTY.length() - 1)
            + "}]}}}";
    assertThat(text(put("self", nested))).contains("DeploymentActive", "\"Failed\"");
    assertThat(text(ask("GET", "/self", ""))).contains("\"provisioningState\":\"Failed\"");
  }

  /// Secrets that parameters refer to are read within the time of the deployment.
  @Test
  void secretsAreReadWhileTheDeploymentMayRun() {
    assertThat(readAfter(DeploymentLimits.LONGEST)).isInstanceOf(Problem.Invalid.class);
    assertThat(readAfter(DeploymentLimits.LONGEST.plusMillis(1)))
        .isInstanceOfSatisfying(
            Problem.Conflict.class,
            problem -> assertThat(problem.code()).isEqualTo("DeploymentTimedOut"));
  }

  /// A vault that is not there is found out by reading.
  private Problem readAfter(Duration time) {
    Request asked = request("PUT", "/d", "Bearer owner", "");
    Knock knock = new Knock(asked.origin(), asked.bearer(), List.of(), Optional.empty(), false);
    ReferencedSecrets secrets =
        new ReferencedSecrets(world.gate, world.vaults, world.secrets, () -> world.now());
    String vault = ALL.replace("Microsoft.Resources/deployments", "Microsoft.KeyVault/vaults/none");
    SecretReference reference = new SecretReference("p", vault, "s", Optional.empty());
    try {
      secrets.read(knock, List.of(reference), world.now().minus(time));
      throw new AssertionError("there is no such vault");
    } catch (Refused refused) {
      return refused.problem();
    }
  }

  private void begin(String name, State state, Instant started) {
    DeploymentAt at =
        new DeploymentAt(ArmWorld.SUBSCRIPTION, Optional.of(GroupName.of("web")), name);
    Run run = new Run("Incremental", Optional.empty(), "c", started, Optional.empty());
    world.job(
        new BeginDeployment(
            new DeploymentSql(), new Deployment(at, state, run, new Papers("{}", "{}"))));
  }

  private Response put(String name, String body) {
    return ask("PUT", "/" + name, body);
  }

  private Response ask(String method, String below, String body) {
    Request request = request(method, below, "Bearer owner", body);
    return world.at(request.host()).answer(request);
  }

  private Request request(String method, String below, String authorization, String body) {
    return world.request(
        method,
        "https://management.test" + ALL + below + "?api-version=2024-03-01",
        Map.of("Authorization", authorization),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
