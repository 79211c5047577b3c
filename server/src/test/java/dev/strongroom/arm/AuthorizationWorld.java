package dev.strongroom.arm;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.BuiltInRoles;
import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.Inquiry;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.PrincipalType;
import dev.strongroom.access.ProposeMigration;
import dev.strongroom.access.PutRoleAssignment;
import dev.strongroom.access.Rbac;
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

/// Microsoft.Authorization over the gate, the real authoriser and a real database, with one
/// subscription, its owner, an application and a group.
final class AuthorizationWorld implements AutoCloseable {
  static final TenantId TENANT = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  static final PrincipalId OWNER = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  static final PrincipalId APP = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000002");
  static final PrincipalId TEAM = PrincipalId.of("cccccccc-0000-0000-0000-000000000001");
  static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("eeeeeeee-0000-0000-0000-000000000001");
  static final String SUB = "/subscriptions/eeeeeeee-0000-0000-0000-000000000001";
  static final String VAULT =
      SUB + "/resourceGroups/web/providers/Microsoft.KeyVault/vaults/contoso";
  static final String SECRET = VAULT + "/secrets/db";
  static final String ASSIGNMENTS = "/providers/Microsoft.Authorization/roleAssignments";
  static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions";
  static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
  static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
  static final String FIRST = "11111111-0000-0000-0000-000000000001";
  static final String SECOND = "11111111-0000-0000-0000-000000000002";
  static final Map<PrincipalId, PrincipalType> DIRECTORY =
      Map.of(
          OWNER, PrincipalType.USER,
          APP, PrincipalType.SERVICE_PRINCIPAL,
          TEAM, PrincipalType.GROUP);

  final AccessSql access = new AccessSql(BuiltInRoles.load());
  final List<AuditEntry> records = new ArrayList<>();
  Set<PrincipalId> groupsOfApp = Set.of();
  Instant now = Instant.parse("2026-11-24T10:00:00Z");
  final TestStore store;
  private final Gate gate;
  final AuthorizationRoutes routes;
  private final Rbac rbac;

  AuthorizationWorld(Path folder) {
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

  @Override
  public void close() {
    store.close();
  }

  record Answer(int status, String code, String body) {
    List<String> names() {
      return java.util.regex.Pattern.compile("\"name\":\"([^\"]*)\"")
          .matcher(body)
          .results()
          .map(found -> found.group(1))
          .toList();
    }
  }

  List<String> names(String scope, String filter) {
    return get(OWNER, scope + ASSIGNMENTS + "?$filter=" + filter).names().stream()
        .map(name -> name.substring(name.length() - 3))
        .sorted(java.util.Comparator.comparing(name -> name.equals("0ff") ? "" : name))
        .toList();
  }

  Answer get(PrincipalId who, String target) {
    return ask(who, "GET", target, "");
  }

  Answer delete(PrincipalId who, String scope, String id) {
    return ask(who, "DELETE", scope + ASSIGNMENTS + "/" + id, "");
  }

  Answer put(PrincipalId who, String scope, String id, String body) {
    return ask(who, "PUT", scope + ASSIGNMENTS + "/" + id, body);
  }

  Answer ask(PrincipalId who, String method, String target, String body) {
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

  Operation<Response> bound(Request request, Caller caller) {
    return routes.bind(request, ResourceId.of(request.path()), caller).orElseThrow();
  }

  boolean appReadsTheSecret() {
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

  static String body(String role, PrincipalId principal, String more) {
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

  static Request request(PrincipalId who, String method, String target, String body) {
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

  static Caller caller(PrincipalId id) {
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
