package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.KeyLimits;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.localroles.PutLocalAssignment;
import dev.strongroom.localroles.PutLocalRole;
import dev.strongroom.managedhsm.HsmDraft;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.SealedVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

  @Test
  void keysAndTheirVersions() {
    assertThat(make("seed").status()).isEqualTo(200);
    copy(name -> ObjectName.parse(name).orElseThrow(), "other", KeyLimits.HSM_KEYS - 2);
    assertThat(make("last").status()).isEqualTo(200);
    assertThat(text(make("more"))).contains("KeyLimitExceeded");
    assertThat(make("seed").status()).as("a version is no key").isEqualTo(200);
    assertThat(hsm.send("DELETE", "/keys/last", "").status()).isEqualTo(200);
    assertThat(text(make("more"))).as("deleted ones count").contains("KeyLimitExceeded");
    copy(_ -> ObjectName.parse("seed").orElseThrow(), "seed", KeyLimits.HSM_VERSIONS - 3);
    assertThat(make("seed").status()).isEqualTo(200);
    assertThat(text(make("seed"))).contains("KeyVersionLimitExceeded");
    assertThat(text(hsm.send("POST", "/keys/seed/rotate", ""))).contains("KeyVersionLimitExceeded");
  }

  /// A key that cannot have another version is not rotated, and the next one is.
  @Test
  void aKeyThatIsFullHoldsUpNoOther() {
    String monthly =
        "{\"lifetimeActions\":[{\"trigger\":{\"timeAfterCreate\":\"P30D\"},"
            + "\"action\":{\"type\":\"Rotate\"}}]}";
    assertThat(make("seed").status()).isEqualTo(200);
    copy(_ -> ObjectName.parse("seed").orElseThrow(), "seed", KeyLimits.HSM_VERSIONS - 1);
    world.pass(Duration.ofMinutes(1));
    assertThat(make("tree").status()).isEqualTo(200);
    for (String key : List.of("seed", "tree")) {
      Response set = hsm.send("PUT", "/keys/" + key + "/rotationpolicy", monthly);
      assertThat(set.status()).as(text(set)).isEqualTo(200);
    }
    world.pass(Duration.ofDays(31));
    world.app().timetable().runDue();
    assertThat(versions("tree")).isEqualTo(2);
  }

  private int versions(String key) {
    Response answer =
        world.send(
            "GET",
            "https://pool.managedhsm.test/keys/" + key + "/versions?api-version=7.5",
            Optional.of(world.ownerToken("managedhsm")),
            "");
    return text(answer).split("\"kid\"", -1).length - 1;
  }

  private Response make(String key) {
    return hsm.send("POST", "/keys/" + key + "/create", "{\"kty\":\"oct\",\"key_size\":128}");
  }

  /// Puts copies of the seed beside it, which nobody opens.
  private void copy(Function<String, ObjectName> named, String prefix, int copies) {
    world.app().perform("copies", new Copies(world, named, prefix, copies));
  }

  private record Copies(
      AppWorld world, Function<String, ObjectName> named, String prefix, int copies)
      implements Operation<Boolean> {
    @Override
    public String name() {
      return "Copies";
    }

    @Override
    public Action action() {
      return Action.control("Strongroom/test/copies/action", Effect.WRITE);
    }

    @Override
    public Target target() {
      return new Target.Server();
    }

    @Override
    public Boolean run(Work work) {
      var life = world.app().features().keys().life();
      VaultFacts facts =
          life.vaults().find(work.tx(), VaultName.parseHsm("pool").orElseThrow()).orElseThrow();
      SealedVersion<KeyProperties> seed =
          life.store()
              .latest(work.tx(), facts, ObjectName.parse("seed").orElseThrow())
              .orElseThrow();
      KeyProperties key = seed.properties();
      for (int i = 0; i < copies; i += 1) {
        KeyProperties copy =
            new KeyProperties(
                named.apply(prefix + i),
                ObjectVersion.random(work.random()),
                key.face(),
                key.operations(),
                key.attributes(),
                key.release(),
                false,
                key.tags(),
                key.created(),
                key.updated());
        life.store().add(work.tx(), facts, work.approve(new SealedVersion<>(copy, seed.value())));
      }
      return true;
    }
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
