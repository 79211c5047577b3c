package dev.strongroom.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.Config;
import dev.strongroom.cli.AppWorld;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.identity.AddMember;
import dev.strongroom.identity.CreateGroup;
import dev.strongroom.identity.RemoveMember;
import dev.strongroom.identity.SetPrincipalEnabled;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.store.DirectorySql;
import dev.strongroom.store.Postgres;
import dev.strongroom.store.PostgresFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes on one PostgreSQL: what one changed, the very next request to the other sees.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {
  private static final RoleId SECRETS_OFFICER = RoleId.of("b86a8fe4-44ce-4948-aee5-eccb2c155cd7");
  private static final RoleId OWNER = RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635");
  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
  private static final String LOCK =
      "/providers/Microsoft.Authorization/locks/still?api-version=2020-05-01";
  private static final ResourceId SUBSCRIPTION = ResourceId.subscription(AppWorld.SUBSCRIPTION);
  private AppWorld one;
  private AppWorld two;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    Postgres.Address address =
        PostgresFixture.address(PostgresFixture.server().freshDatabase(), true);
    Config.Store store =
        new Config.Store.Postgres(
            address.url(), address.user(), address.passwordFile(), address.connections(), true);
    Path first = Files.createDirectory(folder.resolve("one"));
    Path second = Files.createDirectory(folder.resolve("two"));
    one = new AppWorld(first, store, "one");
    Files.copy(first.resolve("seal"), second.resolve("seal"));
    two = new AppWorld(second, store, "two");
  }

  @AfterAll
  void close() {
    one.close();
    two.close();
  }

  @Test
  void aSecretSetOnOneIsReadOnTheOtherEachTime() {
    String token = one.ownerToken("vault");
    for (int i = 0; i < 50; i += 1) {
      AppWorld writer = i % 2 == 0 ? one : two;
      AppWorld reader = i % 2 == 0 ? two : one;
      send(writer, "PUT", "db", token, "{\"value\":\"v" + i + "\"}");
      assertThat(send(reader, "GET", "db", token, "")).contains("\"value\":\"v" + i + "\"");
    }
  }

  @Test
  void aRoleGivenOrTakenOnOneCountsOnTheOther() {
    AppWorld.Client client = one.client("role");
    String token = one.token(client, "vault");
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
    one.assign(SECRETS_OFFICER, client, AppWorld.VAULT);
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    take(one, client);
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
  }

  @Test
  void aPrincipalDisabledOnOneIsNobodyOnTheOther() {
    AppWorld.Client client = one.client("principal");
    one.assign(SECRETS_OFFICER, client, AppWorld.VAULT);
    String token = two.token(client, "vault");
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    one.perform(new SetPrincipalEnabled(one.app().stores().directory(), client.principal(), false));
    assertThat(send(two, "GET", "none", token, "")).contains("Unauthorized");
  }

  @Test
  void aFirewallSetOnOneStandsOnTheOther() {
    String token = one.ownerToken("vault");
    firewall(one, "Disabled");
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByConnection");
    firewall(one, "Enabled");
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
  }

  @Test
  void aLockSetOnOneBindsTheOther() {
    String lock = "https://management.test" + AppWorld.VAULT + LOCK;
    Optional<String> owner = Optional.of(one.ownerToken("management"));
    firewall(two, "Enabled");
    String level = "{\"properties\":{\"level\":\"ReadOnly\"}}";
    assertThat(one.send("PUT", lock, owner, level).status()).isEqualTo(201);
    String vault = "https://management.test" + AppWorld.VAULT + "?api-version=2026-02-01";
    assertThat(two.send("PATCH", vault, owner, "{\"tags\":{}}").status()).isEqualTo(409);
    assertThat(one.send("DELETE", lock, owner, "").status()).isEqualTo(200);
    assertThat(two.send("PATCH", vault, owner, "{\"tags\":{}}").status()).isEqualTo(200);
  }

  @Test
  void aCustomRoleChangedOnOneGrantsOtherThingsOnTheOther() {
    AppWorld.Client client = one.client("custom");
    String token = one.token(client, "vault");
    RoleId role = RoleId.of("dddddddd-0000-0000-0000-000000000001");
    define(one, role, "Microsoft.KeyVault/vaults/secrets/getSecret/action");
    one.assign(role, client, AppWorld.VAULT);
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    define(one, role, "Microsoft.KeyVault/vaults/secrets/readMetadata/action");
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
    define(two, role, "Microsoft.KeyVault/vaults/secrets/*");
    assertThat(send(one, "GET", "none", token, "")).contains("SecretNotFound");
  }

  @Test
  void aDenialMadeOnOneStandsOnTheOther() {
    AppWorld.Client client = one.client("denied");
    String token = one.token(client, "vault");
    one.assign(SECRETS_OFFICER, client, AppWorld.VAULT);
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    String denial =
        AppWorld.VAULT
            + "/providers/Microsoft.Authorization/denyAssignments/dddddddd-0000-0000-0000-000000000002"
            + "?api-version=2022-04-01";
    manage(
        one,
        "PUT",
        denial,
        """
        {"properties":{"denyAssignmentName":"d","principals":[{"id":"%s","type":"ServicePrincipal"}],
        "permissions":[{"dataActions":["*"]}]}}
        """
            .formatted(client.principal()));
    assertThat(send(two, "GET", "none", token, ""))
        .contains("DenyAssignmentId: 'dddddddd000000000000000000000002'");
    manage(one, "DELETE", denial, "");
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
  }

  @Test
  void aSubscriptionMovedOnOneComesUnderOtherRolesOnTheOther() {
    AppWorld.Client client = one.client("inherits");
    String token = one.token(client, "vault");
    AppWorld.Client root = one.client("root");
    one.assign(OWNER, root, ResourceId.ROOT);
    String group = "/providers/Microsoft.Management/managementGroups/corp";
    String api = "?api-version=2023-04-01";
    manageAs(one, root, "PUT", group + api, "{}");
    one.assign(SECRETS_OFFICER, client, ResourceId.of(group));
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
    String place = group + SUBSCRIPTION + api;
    manageAs(one, root, "PUT", place, "");
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    manageAs(one, root, "DELETE", place, "");
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
  }

  @Test
  void aMemberAddedOrRemovedOnOneHoldsTheGroupsRolesOrNotOnTheOther() {
    AppWorld.Client client = one.client("member");
    String token = one.token(client, "vault");
    DirectorySql directory = one.app().stores().directory();
    PrincipalId team = one.perform(new CreateGroup(directory, AppWorld.TENANT, "team")).id();
    manage(
        one,
        "PUT",
        AppWorld.VAULT
            + ASSIGNMENTS
            + "/eeeeeeee-0000-0000-0000-000000000001?api-version=2022-04-01",
        """
        {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
        "principalId":"%s"}}
        """
            .formatted(SECRETS_OFFICER, team));
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
    one.perform(new AddMember(directory, team, client.principal()));
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    one.perform(new RemoveMember(directory, team, client.principal()));
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
  }

  /// A role that is activated on one counts on the other, and ends there with its eligibility.
  @Test
  void aRoleActivatedOnOneCountsOnTheOtherUntilItIsTaken() {
    AppWorld.Client client = one.client("activates");
    String token = one.token(client, "vault");
    String self = one.token(client, "management");
    schedule(one, one.ownerToken("management"), client, "roleEligibility", "AdminAssign");
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
    schedule(two, self, client, "roleAssignment", "SelfActivate");
    assertThat(send(one, "GET", "none", token, "")).contains("SecretNotFound");
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    schedule(one, one.ownerToken("management"), client, "roleEligibility", "AdminRemove");
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
  }

  /// What somebody activated as a member ends on the other node with the membership.
  @Test
  void anActivationEndsWithTheMembershipThatItCameFrom() {
    AppWorld.Client client = one.client("leaves");
    String token = one.token(client, "vault");
    DirectorySql directory = one.app().stores().directory();
    PrincipalId team = one.perform(new CreateGroup(directory, AppWorld.TENANT, "duty")).id();
    one.perform(new AddMember(directory, team, client.principal()));
    schedule(one, one.ownerToken("management"), team, "roleEligibility", "AdminAssign");
    schedule(two, two.token(client, "management"), client, "roleAssignment", "SelfActivate");
    assertThat(send(two, "GET", "none", token, "")).contains("SecretNotFound");
    one.perform(new RemoveMember(directory, team, client.principal()));
    assertThat(send(two, "GET", "none", token, "")).contains("ForbiddenByRbac");
  }

  @Test
  void anAccessPolicyChangedOnOneCountsOnTheOther() {
    AppWorld.Client client = one.client("policy");
    String token = one.token(client, "vault");
    String vault = AppWorld.VAULT.display().replaceAll("/[^/]+$", "/old-rules");
    manage(
        one,
        "PUT",
        vault + "?api-version=2026-02-01",
        """
        {"location":"local","properties":{"tenantId":"%s","sku":{"family":"A","name":"standard"},
        "enableRbacAuthorization":false,"accessPolicies":[]}}
        """
            .formatted(AppWorld.TENANT));
    String url = "https://old-rules.vault.test/secrets/none?api-version=7.4";
    assertThat(text(two.send("GET", url, Optional.of(token), ""))).contains("ForbiddenByPolicy");
    policy(one, vault, "add", client);
    assertThat(text(two.send("GET", url, Optional.of(token), ""))).contains("SecretNotFound");
    policy(one, vault, "remove", client);
    assertThat(text(two.send("GET", url, Optional.of(token), ""))).contains("ForbiddenByPolicy");
  }

  /// A rule set on one is heeded by the other, and an approval counts once on both together.
  @Test
  void aSecretOfTwoPersonsIsReadOnceOnEitherNode() {
    AppWorld.Client client = one.client("asks");
    one.assign(SECRETS_OFFICER, client, AppWorld.VAULT);
    String token = one.token(client, "vault");
    send(one, "PUT", "shared", token, "{\"value\":\"v\"}");
    String secret = AppWorld.VAULT + "/secrets/shared/providers/Strongroom.Access/";
    String api = "?api-version=2026-01-01";
    manage(one, "PUT", secret + "revealRules/default" + api, "{\"properties\":{}}");
    assertThat(send(two, "GET", "shared", token, "")).contains("RevealApprovalRequired");
    String reveal = secret + "reveals/eeeeeeee-0000-4000-8000-000000000001";
    String why = "{\"properties\":{\"justification\":\"incident\"}}";
    manageAs(one, client, "PUT", reveal + api, why);
    manage(two, "POST", reveal + "/approve" + api, why);
    assertThat(send(one, "GET", "shared", token, "")).contains("\"value\":\"v\"");
    assertThat(send(two, "GET", "shared", token, "")).contains("RevealApprovalRequired");
    assertThat(send(one, "GET", "shared", token, "")).contains("RevealApprovalRequired");
    manage(two, "DELETE", secret + "revealRules/default" + api, "");
    assertThat(send(one, "GET", "shared", token, "")).contains("\"value\":\"v\"");
  }

  private static void policy(AppWorld world, String vault, String change, AppWorld.Client client) {
    manage(
        world,
        "PUT",
        vault + "/accessPolicies/" + change + "?api-version=2026-02-01",
        """
        {"properties":{"accessPolicies":[{"tenantId":"%s","objectId":"%s",
        "permissions":{"secrets":["get"]}}]}}
        """
            .formatted(AppWorld.TENANT, client.principal()));
  }

  private static void schedule(
      AppWorld world, String token, AppWorld.Client client, String level, String type) {
    schedule(world, token, client.principal(), level, type);
  }

  private static void schedule(
      AppWorld world, String token, PrincipalId principal, String level, String type) {
    manage(
        world,
        token,
        "PUT",
        AppWorld.VAULT
            + "/providers/Microsoft.Authorization/"
            + level
            + "ScheduleRequests/"
            + UUID.randomUUID()
            + "?api-version=2020-10-01",
        """
        {"properties":{"principalId":"%s","requestType":"%s","justification":"pager",
        "roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
        "scheduleInfo":{"expiration":{"type":"AfterDuration","duration":"PT1H"}}}}
        """
            .formatted(principal, type, SECRETS_OFFICER));
  }

  private static void define(AppWorld world, RoleId role, String dataAction) {
    manage(
        world,
        "PUT",
        SUBSCRIPTION
            + "/providers/Microsoft.Authorization/roleDefinitions/"
            + role
            + "?api-version=2022-04-01",
        """
        {"properties":{"roleName":"custom","permissions":[{"dataActions":["%s"]}],
        "assignableScopes":["%s"]}}
        """
            .formatted(dataAction, SUBSCRIPTION));
  }

  private static void manageAs(
      AppWorld world, AppWorld.Client client, String method, String path, String body) {
    manage(world, world.token(client, "management"), method, path, body);
  }

  private static void manage(AppWorld world, String method, String path, String body) {
    manage(world, world.ownerToken("management"), method, path, body);
  }

  private static void manage(
      AppWorld world, String token, String method, String path, String body) {
    Response done = world.send(method, "https://management.test" + path, Optional.of(token), body);
    assertThat(done.status())
        .as("%s", new String(done.body(), StandardCharsets.UTF_8))
        .isBetween(200, 204);
  }

  private static void firewall(AppWorld world, String access) {
    Response changed =
        world.send(
            "PATCH",
            "https://management.test" + AppWorld.VAULT + "?api-version=2026-02-01",
            Optional.of(world.ownerToken("management")),
            "{\"properties\":{\"publicNetworkAccess\":\"" + access + "\"}}");
    assertThat(changed.status()).isEqualTo(200);
  }

  /// Takes the client's roles at the vault away, as `az role assignment delete` does.
  private static void take(AppWorld world, AppWorld.Client client) {
    Optional<String> token = Optional.of(world.ownerToken("management"));
    String api = "?api-version=2022-04-01";
    Response found =
        world.send(
            "GET",
            "https://management.test"
                + AppWorld.VAULT
                + ASSIGNMENTS
                + api
                + "&$filter=principalId%20eq%20'"
                + client.principal()
                + "'",
            token,
            "");
    for (var item : Json.parse(found.body()).items("value")) {
      ResourceId id = ResourceId.of(item.text("id").orElseThrow());
      Response gone = world.send("DELETE", "https://management.test" + id + api, token, "");
      assertThat(gone.status()).isEqualTo(200);
    }
  }

  private static String send(
      AppWorld world, String method, String name, String token, String body) {
    Response response =
        world.send(
            method,
            "https://dev.vault.test/secrets/" + name + "?api-version=7.4",
            Optional.of(token),
            body);
    return text(response);
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
