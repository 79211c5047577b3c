package dev.strongroom.arm;

import static dev.strongroom.arm.AuthorizationWorld.APP;
import static dev.strongroom.arm.AuthorizationWorld.ASSIGNMENTS;
import static dev.strongroom.arm.AuthorizationWorld.DEFINITIONS;
import static dev.strongroom.arm.AuthorizationWorld.FIRST;
import static dev.strongroom.arm.AuthorizationWorld.OWNER;
import static dev.strongroom.arm.AuthorizationWorld.READER;
import static dev.strongroom.arm.AuthorizationWorld.SECOND;
import static dev.strongroom.arm.AuthorizationWorld.SECRET;
import static dev.strongroom.arm.AuthorizationWorld.SECRETS_USER;
import static dev.strongroom.arm.AuthorizationWorld.SUB;
import static dev.strongroom.arm.AuthorizationWorld.TEAM;
import static dev.strongroom.arm.AuthorizationWorld.TENANT;
import static dev.strongroom.arm.AuthorizationWorld.VAULT;
import static dev.strongroom.arm.AuthorizationWorld.body;
import static dev.strongroom.arm.AuthorizationWorld.caller;
import static dev.strongroom.arm.AuthorizationWorld.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.RoleAssignment;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Microsoft.Authorization over the gate, the real authoriser and a real database.
class AuthorizationRoutesTest {
  @TempDir Path folder;
  private AuthorizationWorld world;

  @BeforeEach
  void open() {
    world = new AuthorizationWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anAssignmentIsMadeOnceAndAnsweredAsAzureDoes() {
    String body = body(SECRETS_USER, APP, "\"principalType\":\"ServicePrincipal\"");
    AuthorizationWorld.Answer made = world.put(OWNER, VAULT, FIRST, body);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body())
        .isEqualTo(
            """
            {"properties":{"roleDefinitionId":"%s/providers/Microsoft.Authorization/roleDefinitions/%s",\
            "principalId":"%s","principalType":"ServicePrincipal","scope":"%s","condition":null,\
            "conditionVersion":null,"createdOn":"2026-11-24T10:00:00Z",\
            "updatedOn":"2026-11-24T10:00:00Z","createdBy":"%s","updatedBy":"%s",\
            "delegatedManagedIdentityResourceId":null,"description":null},\
            "id":"%s/providers/Microsoft.Authorization/roleAssignments/%s",\
            "type":"Microsoft.Authorization/roleAssignments","name":"%s"}\
            """
                .formatted(SUB, SECRETS_USER, APP, VAULT, OWNER, OWNER, VAULT, FIRST, FIRST));
    world.now = world.now.plusSeconds(60);
    AuthorizationWorld.Answer again =
        world.put(OWNER, VAULT.toUpperCase(java.util.Locale.ROOT), FIRST, body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(made.body());
    assertThat(world.get(OWNER, VAULT + ASSIGNMENTS + "/" + FIRST).body()).isEqualTo(made.body());
    assertThat(world.records.getLast().operation())
        .isEqualTo("Microsoft.Authorization/roleAssignments/read");
  }

  @Test
  void itTakesEffectAtTheNextRequestAndEndsWithItsDeletion() {
    assertThat(world.appReadsTheSecret()).isFalse();
    world.put(OWNER, SECRET, FIRST, body(SECRETS_USER, APP, ""));
    assertThat(world.appReadsTheSecret()).isTrue();
    AuthorizationWorld.Answer deleted = world.delete(OWNER, SECRET, FIRST);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body()).contains("\"name\":\"" + FIRST + "\"");
    assertThat(world.appReadsTheSecret()).isFalse();
    AuthorizationWorld.Answer again = world.delete(OWNER, SECRET, FIRST);
    assertThat(again.status()).isEqualTo(204);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void aGroupCarriesItsMembers() {
    world.put(OWNER, VAULT, FIRST, body(SECRETS_USER, TEAM, ""));
    assertThat(world.appReadsTheSecret()).isFalse();
    world.groupsOfApp = Set.of(TEAM);
    assertThat(world.appReadsTheSecret()).isTrue();
  }

  @Test
  void onlyTheDescriptionCanChange() {
    world.put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    world.now = world.now.plusSeconds(60);
    AuthorizationWorld.Answer changed =
        world.put(OWNER, VAULT, FIRST, body(READER, APP, "\"description\":\"why\""));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body())
        .contains("\"createdOn\":\"2026-11-24T10:00:00Z\"")
        .contains("\"updatedOn\":\"2026-11-24T10:01:00Z\"")
        .contains("\"description\":\"why\"");
    assertThat(world.get(OWNER, VAULT + ASSIGNMENTS + "/" + FIRST).body())
        .isEqualTo(changed.body());
    String refusal = "400 RoleAssignmentUpdateNotPermitted";
    assertThat(world.put(OWNER, VAULT, FIRST, body(SECRETS_USER, APP, "")).code())
        .isEqualTo(refusal);
    assertThat(world.put(OWNER, VAULT, FIRST, body(READER, TEAM, "")).code()).isEqualTo(refusal);
    assertThat(world.put(OWNER, SUB, FIRST, body(READER, APP, "")).code()).isEqualTo(refusal);
    assertThat(
            world.put(OWNER, VAULT, FIRST, body(READER, APP, "\"principalType\":\"User\"")).code())
        .isEqualTo(refusal);
  }

  @Test
  void theSameGrantUnderAnotherIdConflicts() {
    world.put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    AuthorizationWorld.Answer twin = world.put(OWNER, VAULT, SECOND, body(READER, APP, ""));
    assertThat(twin.code()).isEqualTo("409 RoleAssignmentExists");
    assertThat(twin.body()).contains("11111111000000000000000000000001");
    assertThat(world.put(OWNER, SUB, SECOND, body(READER, APP, "")).status()).isEqualTo(201);
    String third = "11111111-0000-0000-0000-000000000003";
    assertThat(world.put(OWNER, VAULT, third, body(SECRETS_USER, APP, "")).status()).isEqualTo(201);
  }

  @Test
  void anAssignmentIsReachedThroughItsOwnScopeOnly() {
    world.put(OWNER, VAULT, FIRST, body(SECRETS_USER, APP, ""));
    String group = SUB + "/resourceGroups/web";
    assertThat(world.get(OWNER, group + ASSIGNMENTS + "/" + FIRST).code())
        .isEqualTo("404 RoleAssignmentNotFound");
    assertThat(world.delete(OWNER, group, FIRST).status()).isEqualTo(204);
    assertThat(world.appReadsTheSecret()).isTrue();
  }

  @Test
  void everyRequestIsRecordedUnderAzuresNameWithItsStatus() {
    world.put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/write 201");
    world.put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/write 200");
    world.get(OWNER, VAULT + ASSIGNMENTS);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/read 200");
    world.delete(OWNER, VAULT, FIRST);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/delete 200");
    world.delete(OWNER, VAULT, FIRST);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/delete 204");
    world.get(OWNER, SUB + DEFINITIONS);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleDefinitions/read 200");
    world.get(OWNER, SUB + DEFINITIONS + "/" + READER);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleDefinitions/read 200");
    world.get(OWNER, SUB + "/providers/Microsoft.Authorization/permissions");
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/permissions/read 200");
  }

  private String lastRecord() {
    AuditEntry entry = world.records.getLast();
    return entry.operation() + " " + ((AuditEntry.Outcome.Success) entry.outcome()).status();
  }

  @Test
  void policySeesWhoGetsWhatWhere() {
    world.put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    RoleAssignment made =
        world.store.read(world.access::table).find(TENANT, AssignmentId.of(FIRST)).orElseThrow();
    assertThat(made.facts())
        .containsEntry("scope", VAULT)
        .containsEntry("roleDefinitionId", READER)
        .containsEntry("principalId", APP.toString())
        .containsEntry("principalType", "ServicePrincipal");
  }

  @Test
  void whatWouldGrantSomethingElseThanMeantIsRefused() {
    String role = "\"principalType\":\"User\"";
    String unknown = "dddddddd-0000-0000-0000-000000000001";
    assertThat(world.put(OWNER, SUB, FIRST, body(READER, APP, role)).code())
        .isEqualTo("400 UnmatchedPrincipalType");
    PrincipalId stranger = PrincipalId.of(unknown);
    assertThat(world.put(OWNER, SUB, FIRST, body(READER, stranger, "")).code())
        .isEqualTo("400 PrincipalNotFound");
    assertThat(world.put(OWNER, SUB, FIRST, body(unknown, APP, "")).code())
        .isEqualTo("400 RoleDefinitionDoesNotExist");
    for (String condition :
        List.of(
            "\"condition\":\"true\",\"conditionVersion\":\"2.0\"",
            "\"condition\":\"ActionMatches{'*'}\",\"conditionVersion\":\"1.0\"")) {
      assertThat(world.put(OWNER, SUB, FIRST, body(READER, APP, condition)).code())
          .isEqualTo("400 InvalidCondition");
    }
    assertThat(
            world.put(OWNER, SUB, FIRST, body(READER, APP, "\"condition\":[\"no text\"]")).code())
        .isEqualTo("400 BadRequest");
    assertThat(world.put(OWNER, SUB, FIRST, body(READER, APP, "\"condition\":null")).status())
        .isEqualTo(201);
    assertThat(world.put(OWNER, SUB, SECOND, body(READER, stranger, role)).status()).isEqualTo(201);
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThat(world.put(OWNER, SUB, "no-guid", body(READER, APP, "")).code())
        .isEqualTo("400 InvalidRoleAssignmentId");
    assertThat(world.put(OWNER, SUB, FIRST, "{}").code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    assertThat(
            world
                .put(OWNER, SUB, FIRST, "{\"properties\":{\"principalId\":\"" + APP + "\"}}")
                .code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    assertThat(
            world.put(OWNER, SUB, FIRST, body(READER, APP, "\"principalType\":\"Robot\"")).code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    assertThat(
            world
                .put(
                    OWNER,
                    SUB,
                    FIRST,
                    body(READER, APP, "\"description\":\"" + "x".repeat(1_025) + '"'))
                .code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    String badRole = body(READER, APP, "").replace("roleDefinitions", "roles");
    assertThat(world.put(OWNER, SUB, FIRST, badRole).code())
        .isEqualTo("400 InvalidRoleDefinitionId");
    String badPrincipal = body(READER, APP, "").replace(APP.toString(), "anna");
    assertThat(world.put(OWNER, SUB, FIRST, badPrincipal).code())
        .isEqualTo("400 InvalidPrincipalId");
    String odd = SUB + "/resourceGroups/web/providers/Microsoft.KeyVault/vaults";
    assertThat(world.put(OWNER, odd, FIRST, body(READER, APP, "")).code())
        .isEqualTo("400 InvalidScope");
    assertThat(world.get(OWNER, SUB + ASSIGNMENTS + "/" + FIRST).code())
        .isEqualTo("404 RoleAssignmentNotFound");
    assertThat(world.get(OWNER, SUB + "/providers/Microsoft.Authorization/locks").code())
        .isEqualTo("404 NotFound");
    assertThat(world.ask(OWNER, "POST", SUB + ASSIGNMENTS, "").code())
        .isEqualTo("405 MethodNotAllowed");
  }

  @Test
  void onlyWhoMayGiveRightsGivesThem() {
    world.put(OWNER, SUB, FIRST, body(READER, APP, ""));
    assertThat(world.get(APP, SUB + ASSIGNMENTS).status()).isEqualTo(200);
    assertThat(world.put(APP, VAULT, SECOND, body(SECRETS_USER, APP, "")).code())
        .isEqualTo("403 AuthorizationFailed");
    assertThat(world.delete(APP, SUB, FIRST).code()).isEqualTo("403 AuthorizationFailed");
    assertThat(world.put(OWNER, "/", SECOND, body(READER, APP, "")).code())
        .isEqualTo("403 AuthorizationFailed");
    assertThat(world.appReadsTheSecret()).isFalse();
  }

  @Test
  void aListShowsAboveAtAndBelowAndFiltersNarrowIt() {
    String group = SUB + "/resourceGroups/web";
    world.put(OWNER, group, FIRST, body(READER, TEAM, ""));
    world.put(OWNER, VAULT, SECOND, body(SECRETS_USER, APP, ""));
    world.put(
        OWNER,
        SUB + "/resourceGroups/other",
        "11111111-0000-0000-0000-000000000003",
        body(READER, APP, ""));
    world.groupsOfApp = Set.of(TEAM);
    assertThat(world.names(group, "")).containsExactly("0ff", "001", "002");
    assertThat(world.names(group, "atScope()")).containsExactly("0ff", "001");
    assertThat(world.names(SUB, "principalId%20eq%20%27" + APP + "%27"))
        .containsExactly("002", "003");
    assertThat(world.names(group, "assignedTo('" + APP + "')")).containsExactly("001", "002");
    assertThat(world.names(group, "atScope()+and+assignedTo('" + APP + "')"))
        .containsExactly("001");
    assertThat(world.get(OWNER, SUB + ASSIGNMENTS + "?$filter=createdBy%20eq%20%27x%27").code())
        .isEqualTo("400 BadRequestFormat");
  }

  @Test
  void aLongListIsReadPageByPage() {
    for (int i = 0; i < 600; i += 1) {
      String id = "22222222-0000-0000-0000-%012d".formatted(i);
      world.put(OWNER, VAULT + "/secrets/s" + i, id, body(SECRETS_USER, APP, ""));
    }
    AuthorizationWorld.Answer first =
        world.get(
            OWNER,
            SUB
                + ASSIGNMENTS
                + "?api-version=2022-04-01&$filter=principalId eq '".replace(" ", "%20")
                + APP
                + "'");
    assertThat(first.names()).hasSize(500);
    String next = first.body().replaceAll("(?s).*\"nextLink\":\"([^\"]*)\".*", "$1");
    assertThat(next)
        .isEqualTo(
            "https://management.test"
                + SUB
                + ASSIGNMENTS
                + "?api-version=2022-04-01&$filter=principalId%20eq%20%27"
                + APP
                + "%27&$skipToken=22222222-0000-0000-0000-000000000499");
    AuthorizationWorld.Answer second =
        world.get(OWNER, next.substring("https://management.test".length()));
    assertThat(second.names()).hasSize(100).doesNotContainAnyElementsOf(first.names());
    assertThat(second.body()).doesNotContain("nextLink");
  }

  @Test
  void rolesAreFoundByIdAndByName() {
    String path = SUB + DEFINITIONS;
    AuthorizationWorld.Answer byName =
        world.get(OWNER, path + "?$filter=roleName+eq+'key vault secrets user'");
    assertThat(byName.body())
        .isEqualTo(
            """
            {"value":[{"properties":{"roleName":"Key Vault Secrets User","type":"BuiltInRole",\
            "description":"Read secret contents. Only works for key vaults that use the 'Azure role-based\
             access control' permission model.","assignableScopes":["/"],"permissions":[{"actions":[],\
            "notActions":[],"dataActions":["Microsoft.KeyVault/vaults/secrets/getSecret/action",\
            "Microsoft.KeyVault/vaults/secrets/readMetadata/action"],"notDataActions":[]}]},\
            "id":"%s/providers/Microsoft.Authorization/roleDefinitions/%s",\
            "type":"Microsoft.Authorization/roleDefinitions","name":"%s"}]}\
            """
                .formatted(SUB, SECRETS_USER, SECRETS_USER));
    assertThat(world.get(OWNER, path + "/" + SECRETS_USER).body())
        .isEqualTo(byName.body().substring("{\"value\":[".length(), byName.body().length() - 2));
    assertThat(world.get(OWNER, path + "?$filter=type eq 'CustomRole'".replace(" ", "%20")).body())
        .isEqualTo("{\"value\":[]}");
    assertThat(world.get(OWNER, path + "?$filter=atScopeAndBelow()").names()).hasSize(36);
    assertThat(world.get(OWNER, path + "?$filter=type+eq+'BuiltInRole'").names()).hasSize(36);
    assertThat(world.get(OWNER, path + "?$filter=type+eq+'Other'").code())
        .isEqualTo("400 BadRequestFormat");
    assertThat(world.get(OWNER, path + "?$filter=roleName()").code())
        .isEqualTo("400 BadRequestFormat");
    assertThat(world.get(OWNER, path + "/" + FIRST).code())
        .isEqualTo("404 RoleDefinitionDoesNotExist");
    assertThat(world.get(OWNER, path + "/x").code()).isEqualTo("400 InvalidRoleDefinitionId");
    assertThat(world.get(APP, path).code()).isEqualTo("403 AuthorizationFailed");
    assertThat(world.get(APP, DEFINITIONS + "/" + READER).body())
        .contains("\"id\":\"/providers/Microsoft.Authorization/roleDefinitions/" + READER);
    assertThat(world.ask(OWNER, "PUT", path + "/" + FIRST, "{}").code())
        .isEqualTo("400 InvalidRoleDefinition");
    assertThat(world.ask(OWNER, "POST", path + "/" + FIRST, "{}").code())
        .isEqualTo("405 MethodNotAllowed");
  }

  @Test
  void permissionsAreThoseOfTheCallersRoles() {
    AuthorizationWorld.Answer permissions =
        world.get(OWNER, SUB + "/resourcegroups/web/providers/Microsoft.Authorization/permissions");
    assertThat(permissions.body())
        .isEqualTo(
            "{\"value\":[{\"actions\":[\"*\"],\"notActions\":[],\"dataActions\":[],"
                + "\"notDataActions\":[]}]}");
  }

  @Test
  void anotherProviderIsNotOurs() {
    ResourceId path = ResourceId.of(VAULT);
    assertThat(world.routes.bind(request(OWNER, "GET", VAULT, ""), path, caller(OWNER))).isEmpty();
  }
}
