package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.localroles.PutLocalAssignment;
import dev.strongroom.localroles.PutLocalRole;
import dev.strongroom.managedhsm.HsmDraft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How much of everything a managed HSM holds, at the limit and one beyond.
class ManagedHsmLimitsTest {
  private static final String AUDITOR = "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3";
  private static final String AUTHORIZATION = "/providers/Microsoft.Authorization/";

  /// An administrator and a user of keys.
  private static final int THERE_ALREADY = 2;

  @TempDir Path folder;
  private AppWorld world;
  private String management = "";
  private ManagedHsmWorld hsm;

  @BeforeEach
  void open() {
    world = new AppWorld(folder);
    management = world.ownerToken("management");
    hsm = new ManagedHsmWorld(world, "pool", management, world.ownerToken("managedhsm"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void customRoles() {
    for (int i = 0; i < PutLocalRole.MAX_CUSTOM; i += 1) {
      assertThat(role(i, "role" + i).status()).isEqualTo(201);
    }
    Response refused = role(PutLocalRole.MAX_CUSTOM, "one too many");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(text(refused)).contains("RoleDefinitionLimitExceeded");
    assertThat(role(7, "renamed").status()).isEqualTo(201);
  }

  @Test
  void theNameOfARole() {
    assertThat(role(1, "x".repeat(PutLocalRole.MAX_TEXT)).status()).isEqualTo(201);
    assertThat(role(1, "x".repeat(PutLocalRole.MAX_TEXT + 1)).status()).isEqualTo(400);
  }

  @Test
  void assignmentsOfTheHsmAndOfAKey() {
    for (int i = THERE_ALREADY; i < PutLocalAssignment.MAX_AT_HSM; i += 1) {
      assertThat(assign(i % 2 == 0 ? "" : "/keys", i).status()).isEqualTo(201);
    }
    assertThat(text(assign("", 900))).contains("RoleAssignmentLimitExceeded");
    assertThat(text(assign("/keys", 901))).contains("RoleAssignmentLimitExceeded");
    for (int i = 0; i < PutLocalAssignment.MAX_AT_KEY; i += 1) {
      assertThat(assign("/keys/blue", 100 + i).status()).isEqualTo(201);
    }
    assertThat(text(assign("/keys/blue", 902))).contains("RoleAssignmentLimitExceeded");
    assertThat(assign("/keys/green", 903).status()).isEqualTo(201);
  }

  @Test
  void firstAdministrators() {
    assertThat(create("most", HsmDraft.MAX_ADMINS).status()).isEqualTo(200);
    assertThat(create("more", HsmDraft.MAX_ADMINS + 1).status()).isEqualTo(400);
  }

  private Response role(int number, String name) {
    return hsm.send(
        "PUT",
        AUTHORIZATION + "roleDefinitions/" + new UUID(1, number),
        "{\"properties\":{\"roleName\":\"" + name + "\"}}");
  }

  private Response assign(String scope, int number) {
    return hsm.send(
        "PUT",
        scope + AUTHORIZATION + "roleAssignments/" + new UUID(2, number),
        "{\"properties\":{\"roleDefinitionId\":\""
            + AUDITOR
            + "\",\"principalId\":\""
            + new UUID(3, number)
            + "\"}}");
  }

  private Response create(String name, int admins) {
    String ids =
        IntStream.range(0, admins)
            .mapToObj(i -> "\"" + new UUID(4, i) + "\"")
            .collect(Collectors.joining(","));
    return world.send(
        "PUT",
        "https://management.test/subscriptions/"
            + AppWorld.SUBSCRIPTION
            + "/resourceGroups/dev/providers/Microsoft.KeyVault/managedHSMs/"
            + name
            + "?api-version=2024-11-01",
        Optional.of(management),
        "{\"location\":\"local\",\"sku\":{\"family\":\"B\",\"name\":\"Standard_B1\"},"
            + "\"properties\":{\"initialAdminObjectIds\":["
            + ids
            + "]}}");
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
