package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.store.Databases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each limit of the control plane: what is still taken, and what is not.
class ArmLimitsTest {
  private static final String SUBSCRIPTION = "/subscriptions/" + ArmWorld.SUBSCRIPTION;
  private static final String WEB = SUBSCRIPTION + "/resourceGroups/web";
  private static final String KEY_VAULT = "/providers/Microsoft.KeyVault";
  private static final String VERSION = "?api-version=2026-02-01";

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
  void aVaultNameHasThreeToTwentyFourCharacters() {
    assertThat(create("ab", "").status()).isEqualTo(400);
    assertThat(create("abc", "").status()).isEqualTo(201);
    assertThat(create("a".repeat(24), "").status()).isEqualTo(201);
    assertThat(create("a".repeat(25), "").status()).isEqualTo(400);
  }

  @Test
  void aGroupNameHasOneToNinetyCharacters() {
    assertThat(group("g").status()).isEqualTo(201);
    assertThat(group("g".repeat(90)).status()).isEqualTo(201);
    assertThat(group("g".repeat(91)).status()).isEqualTo(400);
  }

  @Test
  void retentionIsSevenToNinetyDays() {
    assertThat(retention("six", 6)).isEqualTo(400);
    assertThat(retention("seven", 7)).isEqualTo(201);
    assertThat(retention("ninety", 90)).isEqualTo(201);
    assertThat(retention("ninety-one", 91)).isEqualTo(400);
  }

  @Test
  void aVaultHolds1024AccessPolicies() {
    String model = ",\"enableRbacAuthorization\":false,\"accessPolicies\":[";
    assertThat(create("above", model + policies(1, 1_025) + "]").status()).isEqualTo(400);
    assertThat(create("full", model + policies(1, 1_024) + "]").status()).isEqualTo(201);
    assertThat(addPolicies("full", policies(1, 1)).status()).isEqualTo(200);
    assertThat(addPolicies("full", policies(1_025, 1_025)).status()).isEqualTo(400);
    JsonValue kept = Json.parse(ask("GET", vault("full"), "").body());
    assertThat(kept.member("properties").orElseThrow().items("accessPolicies")).hasSize(1_024);
  }

  @Test
  void aVaultHas1000IpRulesAnd200VirtualNetworkRules() {
    assertThat(rules("a1000", 1_000, 0)).isEqualTo(201);
    assertThat(rules("a1001", 1_001, 0)).isEqualTo(400);
    assertThat(rules("n200", 0, 200)).isEqualTo(201);
    assertThat(rules("n201", 0, 201)).isEqualTo(400);
  }

  @Test
  void aResourceHasFiftyTagsOfLimitedLength() {
    assertThat(tagged(tags(50))).isEqualTo(200);
    assertThat(tagged(tags(51))).isEqualTo(400);
    assertThat(tagged("\"" + "n".repeat(512) + "\":\"v\"")).isEqualTo(200);
    assertThat(tagged("\"" + "n".repeat(513) + "\":\"v\"")).isEqualTo(400);
    assertThat(tagged("\"n\":\"" + "v".repeat(256) + "\"")).isEqualTo(200);
    assertThat(tagged("\"n\":\"" + "v".repeat(257) + "\"")).isEqualTo(400);
  }

  @Test
  void aPageIsAsLargeAsAskedButNeverLargerThanAThousand() {
    String list = SUBSCRIPTION + "/resourceGroups" + VERSION;
    assertThat(ask("GET", list + "&$top=0", "").status()).isEqualTo(400);
    assertThat(Json.parse(ask("GET", list + "&$top=1", "").body()).items("value")).hasSize(1);
    assertThat(ask("GET", list + "&$top=999999999", "").status()).isEqualTo(200);
    assertThat(ask("GET", list + "&$top=9999999999", "").status()).isEqualTo(400);
  }

  /// A purge takes 500 rows at a time: the name stays taken, and nothing comes back, until the
  /// timetable has destroyed the rest.
  @Test
  void aLargeVaultIsPurgedInStepsAndUnreadableFromTheFirst() {
    create("large", "");
    for (int i = 0; i < 501; i += 1) {
      String secret = "https://large.vault.test/secrets/s" + i + "?api-version=7.6";
      assertThat(ask("PUT", secret, "{\"value\":\"v\"}").status()).isEqualTo(200);
    }
    ask("DELETE", vault("large"), "");
    String deleted = SUBSCRIPTION + KEY_VAULT + "/locations/local/deletedVaults/large";
    Response accepted = ask("POST", deleted + "/purge" + VERSION, "");
    assertThat(accepted.status()).isEqualTo(202);
    String result = header(accepted, "Location");

    assertThat(ask("GET", result, "").status()).isEqualTo(202);
    assertThat(ask("GET", deleted + VERSION, "").status()).isEqualTo(404);
    assertThat(ask("POST", deleted + "/purge" + VERSION, "").status()).isEqualTo(404);
    assertThat(code(create("large", ",\"createMode\":\"recover\"")))
        .isEqualTo("SoftDeletedVaultDoesNotExist");
    assertThat(code(create("large", ""))).isEqualTo("VaultAlreadyExists");

    world.advance(Duration.ofHours(1));
    assertThat(ask("GET", result, "").status()).isEqualTo(200);
    assertThat(create("large", "").status()).isEqualTo(201);
    String secrets = "https://large.vault.test/secrets?api-version=7.6";
    assertThat(Json.parse(ask("GET", secrets, "").body()).items("value")).isEmpty();
  }

  @Test
  void aScopeHasTwentyLocksOfLimitedLength() {
    assertThat(lock("x".repeat(260), "")).isEqualTo(201);
    assertThat(lock("x".repeat(261), "")).isEqualTo(400);
    assertThat(lock("a%3Ab", "")).isEqualTo(400);
    assertThat(lock("n", ",\"notes\":\"" + "n".repeat(512) + "\"")).isEqualTo(201);
    assertThat(lock("n", ",\"notes\":\"" + "n".repeat(513) + "\"")).isEqualTo(400);
    assertThat(lock("o", ",\"owners\":[" + owners(20) + "]")).isEqualTo(201);
    assertThat(lock("o", ",\"owners\":[" + owners(21) + "]")).isEqualTo(400);
    for (int i = 4; i <= 20; i += 1) {
      assertThat(lock("l" + i, "")).isEqualTo(201);
    }
    assertThat(lock("l21", "")).isEqualTo(400);
    assertThat(lock("l20", "")).isEqualTo(200);
  }

  private int lock(String name, String more) {
    String path = WEB + "/providers/Microsoft.Authorization/locks/" + name + VERSION;
    return ask("PUT", path, "{\"properties\":{\"level\":\"CanNotDelete\"" + more + "}}").status();
  }

  private static String owners(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"applicationId\":\"a" + i + "\"}")
        .collect(Collectors.joining(","));
  }

  private int retention(String name, int days) {
    return create(name, ",\"softDeleteRetentionInDays\":" + days).status();
  }

  private int rules(String name, int addresses, int networks) {
    String ips =
        IntStream.range(0, addresses)
            .mapToObj(i -> "{\"value\":\"203.%d.%d.0/24\"}".formatted(i / 250, i % 250))
            .collect(Collectors.joining(","));
    String subnets =
        IntStream.range(0, networks)
            .mapToObj(i -> "{\"id\":\"/subnets/s" + i + "\"}")
            .collect(Collectors.joining(","));
    String acls = "{\"ipRules\":[" + ips + "],\"virtualNetworkRules\":[" + subnets + "]}";
    return create(name, ",\"networkAcls\":" + acls).status();
  }

  private int tagged(String tags) {
    return ask("PATCH", WEB + VERSION, "{\"tags\":{" + tags + "}}").status();
  }

  private static String tags(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"t" + i + "\":\"v\"")
        .collect(Collectors.joining(","));
  }

  private static String policies(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i ->
            "{\"tenantId\":\""
                + ArmWorld.TENANT
                + "\",\"objectId\":\"cccccccc-0000-0000-0000-%012d\"".formatted(i)
                + ",\"permissions\":{\"secrets\":[\"get\"]}}")
        .collect(Collectors.joining(","));
  }

  private Response addPolicies(String name, String policies) {
    String path = WEB + KEY_VAULT + "/vaults/" + name + "/accessPolicies/add" + VERSION;
    return ask("PUT", path, "{\"properties\":{\"accessPolicies\":[" + policies + "]}}");
  }

  private Response create(String name, String more) {
    return ask(
        "PUT",
        vault(name),
        "{\"location\":\"local\",\"properties\":{\"tenantId\":\""
            + ArmWorld.TENANT
            + "\",\"sku\":{\"family\":\"A\",\"name\":\"standard\"}"
            + more
            + "}}");
  }

  private Response group(String name) {
    return ask(
        "PUT", SUBSCRIPTION + "/resourceGroups/" + name + VERSION, "{\"location\":\"local\"}");
  }

  private static String vault(String name) {
    return WEB + KEY_VAULT + "/vaults/" + name + VERSION;
  }

  private static String code(Response response) {
    return Json.parse(response.body())
        .member("error")
        .flatMap(error -> error.text("code"))
        .orElse("no error");
  }

  private static String header(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private Response ask(String method, String target, String body) {
    String url = target.startsWith("https://") ? target : "https://management.test" + target;
    Request request =
        world.request(
            method,
            url,
            Map.of("Authorization", "Bearer owner"),
            body.getBytes(StandardCharsets.UTF_8));
    return world.at(request.host()).answer(request);
  }
}
