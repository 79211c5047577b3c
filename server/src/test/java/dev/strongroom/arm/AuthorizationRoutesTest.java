package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.ProposeMigration;
import dev.strongroom.access.PutRoleAssignment;
import dev.strongroom.access.Rbac;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.VaultAccess;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.AuditEntry;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AppId;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import dev.strongroom.store.AccessSql;
import dev.strongroom.store.Databases;
import dev.strongroom.store.DenySql;
import dev.strongroom.store.RoleSql;
import dev.strongroom.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Microsoft.Authorization over the gate, the real authoriser and a real database.
class AuthorizationRoutesTest {
  private static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final PrincipalId OWNER = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  private static final PrincipalId APP = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000002");
  private static final PrincipalId TEAM = PrincipalId.of("cccccccc-0000-0000-0000-000000000001");
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("eeeeeeee-0000-0000-0000-000000000001");
  private static final String SUB = "/subscriptions/eeeeeeee-0000-0000-0000-000000000001";
  private static final String VAULT =
      SUB + "/resourceGroups/web/providers/Microsoft.KeyVault/vaults/contoso";
  private static final String SECRET = VAULT + "/secrets/db";
  private static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
  private static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions";
  private static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  private static final String FIRST = "11111111-0000-0000-0000-000000000001";
  private static final String SECOND = "11111111-0000-0000-0000-000000000002";
  private static final Map<PrincipalId, PrincipalType> DIRECTORY =
      Map.of(
          OWNER, PrincipalType.USER,
          APP, PrincipalType.SERVICE_PRINCIPAL,
          TEAM, PrincipalType.GROUP);

  @TempDir Path folder;

  private final AccessSql access = new AccessSql(BuiltInRoles.load());
  private final List<AuditEntry> records = new ArrayList<>();
  private Set<PrincipalId> groupsOfApp = Set.of();
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private TestStore store;
  private Gate gate;
  private AuthorizationRoutes routes;
  private Rbac rbac;

  @BeforeEach
  void open() {
    store = Databases.SQLITE.fresh(folder);
    rbac =
        new Rbac(
            access,
            (_, name) ->
                name.canonical().equals("contoso") ? Optional.of(vault()) : Optional.empty(),
            (_, id) -> groups(id),
            (_, id) -> id.equals(SUBSCRIPTION) ? Optional.of(TENANT) : Optional.empty(),
            (_, _, _) -> Optional.empty());
    routes =
        new AuthorizationRoutes(
            new CustomRoles(access, new RoleSql(), rbac),
            new DenySql(),
            this::typeOf,
            (_, id) -> groups(id),
            new ExplainRoutes(
                new Inquiry.Seams(rbac, (_, _) -> Optional.empty()),
                new ProposeMigration.Ports(
                    access,
                    (_, _) -> Optional.empty(),
                    (_, id) -> groups(id),
                    (_, _) -> List.of())));
    gate =
        new Gate(
            new Gate.Seams(
                store.database(),
                (_, knock, _) -> principal(PrincipalId.of(knock.bearer().orElseThrow())),
                rbac,
                (_, _, _) -> Optional.empty(),
                new Records(),
                () -> now,
                new Random(1)));
    gate.perform(
        new Caller(new Who.Job("start"), Origin.internal("0")),
        new PutRoleAssignment(
            new PutRoleAssignment.Ports(access, this::typeOf),
            TENANT,
            ResourceId.of(SUB),
            AssignmentId.of("11111111-0000-0000-0000-0000000000ff"),
            new PutRoleAssignment.Wanted(
                RoleId.of("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
                OWNER,
                Optional.empty(),
                Details.NONE)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAssignmentIsMadeOnceAndAnsweredAsAzureDoes() {
    String body = body(SECRETS_USER, APP, "\"principalType\":\"ServicePrincipal\"");
    Answer made = put(OWNER, VAULT, FIRST, body);
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
    now = now.plusSeconds(60);
    Answer again = put(OWNER, VAULT.toUpperCase(java.util.Locale.ROOT), FIRST, body);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(made.body());
    assertThat(get(OWNER, VAULT + ASSIGNMENTS + "/" + FIRST).body()).isEqualTo(made.body());
    assertThat(records.getLast().operation())
        .isEqualTo("Microsoft.Authorization/roleAssignments/read");
  }

  @Test
  void itTakesEffectAtTheNextRequestAndEndsWithItsDeletion() {
    assertThat(appReadsTheSecret()).isFalse();
    put(OWNER, SECRET, FIRST, body(SECRETS_USER, APP, ""));
    assertThat(appReadsTheSecret()).isTrue();
    Answer deleted = delete(OWNER, SECRET, FIRST);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body()).contains("\"name\":\"" + FIRST + "\"");
    assertThat(appReadsTheSecret()).isFalse();
    Answer again = delete(OWNER, SECRET, FIRST);
    assertThat(again.status()).isEqualTo(204);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void aGroupCarriesItsMembers() {
    put(OWNER, VAULT, FIRST, body(SECRETS_USER, TEAM, ""));
    assertThat(appReadsTheSecret()).isFalse();
    groupsOfApp = Set.of(TEAM);
    assertThat(appReadsTheSecret()).isTrue();
  }

  @Test
  void onlyTheDescriptionCanChange() {
    put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    now = now.plusSeconds(60);
    Answer changed = put(OWNER, VAULT, FIRST, body(READER, APP, "\"description\":\"why\""));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body())
        .contains("\"createdOn\":\"2026-11-24T10:00:00Z\"")
        .contains("\"updatedOn\":\"2026-11-24T10:01:00Z\"")
        .contains("\"description\":\"why\"");
    assertThat(get(OWNER, VAULT + ASSIGNMENTS + "/" + FIRST).body()).isEqualTo(changed.body());
    String refusal = "400 RoleAssignmentUpdateNotPermitted";
    assertThat(put(OWNER, VAULT, FIRST, body(SECRETS_USER, APP, "")).code()).isEqualTo(refusal);
    assertThat(put(OWNER, VAULT, FIRST, body(READER, TEAM, "")).code()).isEqualTo(refusal);
    assertThat(put(OWNER, SUB, FIRST, body(READER, APP, "")).code()).isEqualTo(refusal);
    assertThat(put(OWNER, VAULT, FIRST, body(READER, APP, "\"principalType\":\"User\"")).code())
        .isEqualTo(refusal);
  }

  @Test
  void theSameGrantUnderAnotherIdConflicts() {
    put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    Answer twin = put(OWNER, VAULT, SECOND, body(READER, APP, ""));
    assertThat(twin.code()).isEqualTo("409 RoleAssignmentExists");
    assertThat(twin.body()).contains("11111111000000000000000000000001");
    assertThat(put(OWNER, SUB, SECOND, body(READER, APP, "")).status()).isEqualTo(201);
    String third = "11111111-0000-0000-0000-000000000003";
    assertThat(put(OWNER, VAULT, third, body(SECRETS_USER, APP, "")).status()).isEqualTo(201);
  }

  @Test
  void anAssignmentIsReachedThroughItsOwnScopeOnly() {
    put(OWNER, VAULT, FIRST, body(SECRETS_USER, APP, ""));
    String group = SUB + "/resourceGroups/web";
    assertThat(get(OWNER, group + ASSIGNMENTS + "/" + FIRST).code())
        .isEqualTo("404 RoleAssignmentNotFound");
    assertThat(delete(OWNER, group, FIRST).status()).isEqualTo(204);
    assertThat(appReadsTheSecret()).isTrue();
  }

  @Test
  void everyRequestIsRecordedUnderAzuresNameWithItsStatus() {
    put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/write 201");
    put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/write 200");
    get(OWNER, VAULT + ASSIGNMENTS);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/read 200");
    delete(OWNER, VAULT, FIRST);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/delete 200");
    delete(OWNER, VAULT, FIRST);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleAssignments/delete 204");
    get(OWNER, SUB + DEFINITIONS);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleDefinitions/read 200");
    get(OWNER, SUB + DEFINITIONS + "/" + READER);
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/roleDefinitions/read 200");
    get(OWNER, SUB + "/providers/Microsoft.Authorization/permissions");
    assertThat(lastRecord()).isEqualTo("Microsoft.Authorization/permissions/read 200");
  }

  private String lastRecord() {
    AuditEntry entry = records.getLast();
    return entry.operation() + " " + ((AuditEntry.Outcome.Success) entry.outcome()).status();
  }

  @Test
  void policySeesWhoGetsWhatWhere() {
    put(OWNER, VAULT, FIRST, body(READER, APP, ""));
    RoleAssignment made =
        store.read(access::table).find(TENANT, AssignmentId.of(FIRST)).orElseThrow();
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
    assertThat(put(OWNER, SUB, FIRST, body(READER, APP, role)).code())
        .isEqualTo("400 UnmatchedPrincipalType");
    PrincipalId stranger = PrincipalId.of(unknown);
    assertThat(put(OWNER, SUB, FIRST, body(READER, stranger, "")).code())
        .isEqualTo("400 PrincipalNotFound");
    assertThat(put(OWNER, SUB, FIRST, body(unknown, APP, "")).code())
        .isEqualTo("400 RoleDefinitionDoesNotExist");
    for (String condition :
        List.of(
            "\"condition\":\"true\",\"conditionVersion\":\"2.0\"",
            "\"condition\":\"ActionMatches{'*'}\",\"conditionVersion\":\"1.0\"")) {
      assertThat(put(OWNER, SUB, FIRST, body(READER, APP, condition)).code())
          .isEqualTo("400 InvalidCondition");
    }
    assertThat(put(OWNER, SUB, FIRST, body(READER, APP, "\"condition\":[\"no text\"]")).code())
        .isEqualTo("400 BadRequest");
    assertThat(put(OWNER, SUB, FIRST, body(READER, APP, "\"condition\":null")).status())
        .isEqualTo(201);
    assertThat(put(OWNER, SUB, SECOND, body(READER, stranger, role)).status()).isEqualTo(201);
  }

  @Test
  void whatCannotBeReadIsRefused() {
    assertThat(put(OWNER, SUB, "no-guid", body(READER, APP, "")).code())
        .isEqualTo("400 InvalidRoleAssignmentId");
    assertThat(put(OWNER, SUB, FIRST, "{}").code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    assertThat(put(OWNER, SUB, FIRST, "{\"properties\":{\"principalId\":\"" + APP + "\"}}").code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    assertThat(put(OWNER, SUB, FIRST, body(READER, APP, "\"principalType\":\"Robot\"")).code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    assertThat(
            put(
                    OWNER,
                    SUB,
                    FIRST,
                    body(READER, APP, "\"description\":\"" + "x".repeat(1_025) + '"'))
                .code())
        .isEqualTo("400 InvalidCreateRoleAssignmentRequest");
    String badRole = body(READER, APP, "").replace("roleDefinitions", "roles");
    assertThat(put(OWNER, SUB, FIRST, badRole).code()).isEqualTo("400 InvalidRoleDefinitionId");
    String badPrincipal = body(READER, APP, "").replace(APP.toString(), "anna");
    assertThat(put(OWNER, SUB, FIRST, badPrincipal).code()).isEqualTo("400 InvalidPrincipalId");
    String odd = SUB + "/resourceGroups/web/providers/Microsoft.KeyVault/vaults";
    assertThat(put(OWNER, odd, FIRST, body(READER, APP, "")).code()).isEqualTo("400 InvalidScope");
    assertThat(get(OWNER, SUB + ASSIGNMENTS + "/" + FIRST).code())
        .isEqualTo("404 RoleAssignmentNotFound");
    assertThat(get(OWNER, SUB + "/providers/Microsoft.Authorization/locks").code())
        .isEqualTo("404 NotFound");
    assertThat(ask(OWNER, "POST", SUB + ASSIGNMENTS, "").code()).isEqualTo("405 MethodNotAllowed");
  }

  @Test
  void onlyWhoMayGiveRightsGivesThem() {
    put(OWNER, SUB, FIRST, body(READER, APP, ""));
    assertThat(get(APP, SUB + ASSIGNMENTS).status()).isEqualTo(200);
    assertThat(put(APP, VAULT, SECOND, body(SECRETS_USER, APP, "")).code())
        .isEqualTo("403 AuthorizationFailed");
    assertThat(delete(APP, SUB, FIRST).code()).isEqualTo("403 AuthorizationFailed");
    assertThat(put(OWNER, "/", SECOND, body(READER, APP, "")).code())
        .isEqualTo("403 AuthorizationFailed");
    assertThat(appReadsTheSecret()).isFalse();
  }

  @Test
  void aListShowsAboveAtAndBelowAndFiltersNarrowIt() {
    String group = SUB + "/resourceGroups/web";
    put(OWNER, group, FIRST, body(READER, TEAM, ""));
    put(OWNER, VAULT, SECOND, body(SECRETS_USER, APP, ""));
    put(
        OWNER,
        SUB + "/resourceGroups/other",
        "11111111-0000-0000-0000-000000000003",
        body(READER, APP, ""));
    groupsOfApp = Set.of(TEAM);
    assertThat(names(group, "")).containsExactly("0ff", "001", "002");
    assertThat(names(group, "atScope()")).containsExactly("0ff", "001");
    assertThat(names(SUB, "principalId%20eq%20%27" + APP + "%27")).containsExactly("002", "003");
    assertThat(names(group, "assignedTo('" + APP + "')")).containsExactly("001", "002");
    assertThat(names(group, "atScope()+and+assignedTo('" + APP + "')")).containsExactly("001");
    assertThat(get(OWNER, SUB + ASSIGNMENTS + "?$filter=createdBy%20eq%20%27x%27").code())
        .isEqualTo("400 BadRequestFormat");
  }

  @Test
  void aLongListIsReadPageByPage() {
    for (int i = 0; i < 600; i += 1) {
      String id = "22222222-0000-0000-0000-%012d".formatted(i);
      put(OWNER, VAULT + "/secrets/s" + i, id, body(SECRETS_USER, APP, ""));
    }
    Answer first =
        get(
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
    Answer second = get(OWNER, next.substring("https://management.test".length()));
    assertThat(second.names()).hasSize(100).doesNotContainAnyElementsOf(first.names());
    assertThat(second.body()).doesNotContain("nextLink");
  }

  @Test
  void rolesAreFoundByIdAndByName() {
    String path = SUB + DEFINITIONS;
    Answer byName = get(OWNER, path + "?$filter=roleName+eq+'key vault secrets user'");
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
    assertThat(get(OWNER, path + "/" + SECRETS_USER).body())
        .isEqualTo(byName.body().substring("{\"value\":[".length(), byName.body().length() - 2));
    assertThat(get(OWNER, path + "?$filter=type eq 'CustomRole'".replace(" ", "%20")).body())
        .isEqualTo("{\"value\":[]}");
    assertThat(get(OWNER, path + "?$filter=atScopeAndBelow()").names()).hasSize(36);
    assertThat(get(OWNER, path + "?$filter=type+eq+'BuiltInRole'").names()).hasSize(36);
    assertThat(get(OWNER, path + "?$filter=type+eq+'Other'").code())
        .isEqualTo("400 BadRequestFormat");
    assertThat(get(OWNER, path + "?$filter=roleName()").code()).isEqualTo("400 BadRequestFormat");
    assertThat(get(OWNER, path + "/" + FIRST).code()).isEqualTo("404 RoleDefinitionDoesNotExist");
    assertThat(get(OWNER, path + "/x").code()).isEqualTo("400 InvalidRoleDefinitionId");
    assertThat(get(APP, path).code()).isEqualTo("403 AuthorizationFailed");
    assertThat(get(APP, DEFINITIONS + "/" + READER).body())
        .contains("\"id\":\"/providers/Microsoft.Authorization/roleDefinitions/" + READER);
    assertThat(ask(OWNER, "PUT", path + "/" + FIRST, "{}").code())
        .isEqualTo("400 InvalidRoleDefinition");
    assertThat(ask(OWNER, "POST", path + "/" + FIRST, "{}").code())
        .isEqualTo("405 MethodNotAllowed");
  }

  @Test
  void permissionsAreThoseOfTheCallersRoles() {
    Answer permissions =
        get(OWNER, SUB + "/resourcegroups/web/providers/Microsoft.Authorization/permissions");
    assertThat(permissions.body())
        .isEqualTo(
            "{\"value\":[{\"actions\":[\"*\"],\"notActions\":[],\"dataActions\":[],"
                + "\"notDataActions\":[]}]}");
  }

  @Test
  void anotherProviderIsNotOurs() {
    ResourceId path = ResourceId.of(VAULT);
    assertThat(routes.bind(request(OWNER, "GET", VAULT, ""), path, caller(OWNER))).isEmpty();
  }

  private record Answer(int status, String code, String body) {
    List<String> names() {
      return java.util.regex.Pattern.compile("\"name\":\"([^\"]*)\"")
          .matcher(body)
          .results()
          .map(found -> found.group(1))
          .toList();
    }
  }

  private List<String> names(String scope, String filter) {
    return get(OWNER, scope + ASSIGNMENTS + "?$filter=" + filter).names().stream()
        .map(name -> name.substring(name.length() - 3))
        .sorted(java.util.Comparator.comparing(name -> name.equals("0ff") ? "" : name))
        .toList();
  }

  private Answer get(PrincipalId who, String target) {
    return ask(who, "GET", target, "");
  }

  private Answer delete(PrincipalId who, String scope, String id) {
    return ask(who, "DELETE", scope + ASSIGNMENTS + "/" + id, "");
  }

  private Answer put(PrincipalId who, String scope, String id, String body) {
    return ask(who, "PUT", scope + ASSIGNMENTS + "/" + id, body);
  }

  private Answer ask(PrincipalId who, String method, String target, String body) {
    Request request = request(who, method, target, body);
    Knock knock =
        new Knock(
            request.origin(), Optional.of(who.toString()), List.of(), Optional.empty(), false);
    try {
      Response response = gate.perform(knock, caller -> bound(request, caller));
      String text = new String(response.body(), StandardCharsets.UTF_8);
      return new Answer(response.status(), "" + response.status(), text);
    } catch (Refused refused) {
      WireErrors.WireError error = WireErrors.of(refused.problem());
      return new Answer(error.status(), error.status() + " " + error.code(), error.message());
    }
  }

  private Operation<Response> bound(Request request, Caller caller) {
    return routes.bind(request, ResourceId.of(request.path()), caller).orElseThrow();
  }

  private boolean appReadsTheSecret() {
    Access judged =
        store.read(tx ->
            rbac.judge(
                tx,
                new Question(
                    caller(APP),
                    Action.data(
                        "Microsoft.KeyVault/vaults/secrets/getSecret/action",
                        Effect.READ,
                        "secrets/get"),
                    Target.InVault.object(VaultName.of("contoso"), "secrets", "db"),
                    _ -> Traits.NONE,
                    now)));
    return judged.allowed();
  }

  private static String body(String role, PrincipalId principal, String more) {
    return "{\"properties\":{\"roleDefinitionId\":\"/subscriptions/x"
        + DEFINITIONS
        + "/"
        + role
        + "\",\"principalId\":\""
        + principal
        + "\""
        + (more.isEmpty() ? "" : "," + more)
        + "}}";
  }

  private static Request request(PrincipalId who, String method, String target, String body) {
    return new Request(
        who.toString(),
        method,
        "https",
        "management.test",
        443,
        target,
        _ -> Optional.empty(),
        body.getBytes(StandardCharsets.UTF_8),
        "203.0.113.7",
        OptionalInt.empty(),
        "TLS1_3");
  }

  private static Caller caller(PrincipalId id) {
    return new Caller(principal(id), Origin.internal("1"));
  }

  private static Who principal(PrincipalId id) {
    AppId app = AppId.of("dddddddd-0000-0000-0000-000000000009");
    return new Who.Principal(TENANT, id, Optional.of(app), "issuer", Caller.Kind.APP);
  }

  private Set<PrincipalId> groups(PrincipalId id) {
    return id.equals(APP) ? groupsOfApp : Set.of();
  }

  private Optional<PrincipalType> typeOf(Tx tx, TenantId tenant, PrincipalId id) {
    return Optional.ofNullable(tenant.equals(TENANT) ? DIRECTORY.get(id) : null);
  }

  private static VaultAccess vault() {
    VaultFacts facts =
        new VaultFacts(
            VaultId.of("ffffffff-0000-0000-0000-000000000001"),
            TENANT,
            VaultName.of("contoso"),
            ResourceId.of(VAULT),
            "local",
            90,
            false);
    return new VaultAccess(facts, true, AccessPolicies.NONE, NetworkRules.OPEN);
  }

  private final class Records implements Ports.AuditLog {
    @Override
    public void record(Tx tx, AuditEntry entry) {
      records.add(entry);
    }

    @Override
    public void record(AuditEntry entry) {
      records.add(entry);
    }
  }
}
