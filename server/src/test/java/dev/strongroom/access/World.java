package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Onlooker;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Sighting;
import dev.strongroom.kernel.Sighting.Bearing;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.TestTx;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A small directory, its roles and its vaults, in memory: what the authoriser is asked about.
final class World implements AccessStore {
  static final BuiltInRoles BUILT_IN = BuiltInRoles.load();
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  static final TenantId HOME = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  static final TenantId ABROAD = TenantId.of("aaaaaaaa-0000-0000-0000-000000000002");
  static final PrincipalId ANNA = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000001");
  static final PrincipalId BERT = PrincipalId.of("bbbbbbbb-0000-0000-0000-000000000002");
  static final PrincipalId TEAM = PrincipalId.of("cccccccc-0000-0000-0000-000000000001");
  static final AppId CLIENT = AppId.of("dddddddd-0000-0000-0000-000000000001");
  static final AppId OTHER_CLIENT = AppId.of("dddddddd-0000-0000-0000-000000000002");
  static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.of("eeeeeeee-0000-0000-0000-000000000001");
  static final VaultName VAULT = VaultName.of("Contoso");
  static final ResourceId SUB = ResourceId.subscription(SUBSCRIPTION);
  static final ResourceId GROUP = ResourceId.resourceGroup(SUBSCRIPTION, "Web");
  static final ResourceId VAULT_ID = ResourceId.vault(SUBSCRIPTION, "Web", VAULT);
  static final Tx TX = TestTx.of(new Tx.Session() {});

  final List<RoleDefinition> customRoles = new ArrayList<>();
  final Map<PrincipalId, Set<PrincipalId>> memberOf = new HashMap<>();
  private final List<RoleAssignment> assignments = new ArrayList<>();
  private final List<RoleAssignment> eligibilities = new ArrayList<>();

  /// The id of one that went is not given again.
  private long nextEligibility = 1;

  private final List<DenyAssignment> denials = new ArrayList<>();
  private Hierarchy hierarchy = Hierarchy.EMPTY;
  private Optional<RoleTable> table = Optional.empty();

  /// Secrets that are there, by their names in lower case.
  final Map<String, String> spelled = new HashMap<>();

  boolean rbac = true;
  AccessPolicies policies = AccessPolicies.NONE;
  NetworkRules network = NetworkRules.OPEN;

  Rbac authorizer() {
    return new Rbac(
        this,
        this::vault,
        (_, id) -> groupsOf(id),
        (_, id) -> tenantOf(id),
        (_, _, name) -> Optional.ofNullable(spelled.get(name.toLowerCase(Locale.ROOT))));
  }

  Access judge(Caller caller, Action action, Target target) {
    return judge(caller, action, target, Traits.NONE);
  }

  Access judge(Caller caller, Action action, Target target, Traits traits) {
    return authorizer().judge(TX, new Question(caller, action, target, _ -> traits, NOW));
  }

  /// An answer and what was looked at for it.
  record Explained(Access access, List<Sighting> seen) {
    boolean grants() {
      return seen.stream().anyMatch(one -> one.bearing() == Bearing.GRANTS);
    }

    boolean forbids() {
      return seen.stream().anyMatch(one -> one.bearing() == Bearing.FORBIDS);
    }
  }

  Explained explain(Caller caller, Action action, Target target, Traits traits) {
    Onlooker onlooker = new Onlooker(1_000);
    Question question = new Question(caller, action, target, _ -> traits, NOW);
    Access access = authorizer().judge(TX, question.under(onlooker));
    return new Explained(access, onlooker.seen());
  }

  /// Gives a role and makes the next question see it.
  RoleAssignment give(PrincipalId principal, RoleId role, ResourceId scope) {
    return give(HOME, principal, role, scope);
  }

  RoleAssignment give(TenantId tenant, PrincipalId principal, RoleId role, ResourceId scope) {
    return give(new Grant(tenant, role, principal, PrincipalType.USER), scope, Optional.empty());
  }

  RoleAssignment give(Grant grant, ResourceId scope, Optional<String> condition) {
    return give(grant, scope, condition, Optional.empty());
  }

  /// @param activated the eligibility that it was made from
  RoleAssignment give(
      Grant grant, ResourceId scope, Optional<String> condition, Optional<AssignmentId> activated) {
    RoleAssignment assignment =
        new RoleAssignment(
            new AssignmentId(new UUID(0, assignments.size() + 1L)),
            scope,
            grant,
            new Details(
                Optional.empty(),
                Optional.empty(),
                condition.map(RoleCondition::kept),
                Window.ALWAYS,
                activated),
            new Stamps(NOW, "", NOW, ""));
    assignments.add(assignment);
    table = Optional.empty();
    return assignment;
  }

  /// Makes somebody eligible.
  RoleAssignment entitle(PrincipalId principal, RoleId role, ResourceId scope, Window window) {
    RoleAssignment eligibility =
        new RoleAssignment(
            new AssignmentId(new UUID(3, nextEligibility++)),
            scope,
            new Grant(HOME, role, principal, PrincipalType.USER),
            new Details(
                Optional.empty(), Optional.empty(), Optional.empty(), window, Optional.empty()),
            new Stamps(NOW, "", NOW, ""));
    eligibilities.add(eligibility);
    table = Optional.empty();
    return eligibility;
  }

  void disentitle(RoleAssignment eligibility) {
    eligibilities.remove(eligibility);
    table = Optional.empty();
  }

  void insert(RoleAssignment assignment) {
    assignments.add(assignment);
    table = Optional.empty();
  }

  RoleAssignment give(PrincipalId principal, String roleName, ResourceId scope) {
    return give(principal, role(roleName), scope);
  }

  /// Denies something and makes the next question see it.
  DenyAssignment deny(DenyAssignment.Content content, ResourceId scope) {
    DenyAssignment denial =
        new DenyAssignment(
            new AssignmentId(new UUID(2, denials.size())),
            HOME,
            scope,
            content,
            new Stamps(NOW, "", NOW, ""));
    denials.add(denial);
    table = Optional.empty();
    return denial;
  }

  void standIn(Hierarchy tree) {
    hierarchy = tree;
    table = Optional.empty();
  }

  void takeAll() {
    assignments.clear();
    eligibilities.clear();
    denials.clear();
    table = Optional.empty();
  }

  RoleId custom(Permission... permissions) {
    return customFor(List.of(ResourceId.ROOT), permissions);
  }

  /// @param scopes where it can be assigned
  RoleId customFor(List<ResourceId> scopes, Permission... permissions) {
    RoleId id = new RoleId(new UUID(1, customRoles.size()));
    customRoles.add(
        new RoleDefinition(
            id,
            new Maker.Tenant(HOME, new Stamps(NOW, "", NOW, "")),
            "custom " + id,
            "",
            Arrays.asList(permissions),
            scopes));
    return id;
  }

  static RoleId role(String name) {
    return BUILT_IN.definitions().stream()
        .filter(role -> role.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no built-in role " + name))
        .id();
  }

  static Permission control(List<String> actions, List<String> notActions) {
    return new Permission(actions, notActions, List.of(), List.of(), Optional.empty());
  }

  static Permission data(List<String> actions, List<String> notActions) {
    return new Permission(List.of(), List.of(), actions, notActions, Optional.empty());
  }

  static Caller caller(PrincipalId id) {
    return caller(HOME, id, Optional.of(CLIENT), "203.0.113.7");
  }

  static Caller caller(TenantId tenant, PrincipalId id, Optional<AppId> app, String address) {
    Origin origin =
        new Origin(
            "f", Optional.empty(), address, "", "https://contoso.vault.test", "", "7.4", "TLS1_3");
    String issuer = "https://sts.windows.net/" + tenant + "/";
    return new Caller(new Who.Principal(tenant, id, app, issuer, Caller.Kind.APP), origin);
  }

  static Action secretAction(String name, String permission) {
    return Action.data("Microsoft.KeyVault/vaults/secrets/" + name, Effect.READ, permission);
  }

  /// Every group of `id`, groups of groups included.
  Set<PrincipalId> groupsOf(PrincipalId id) {
    Set<PrincipalId> found = new HashSet<>();
    List<PrincipalId> open = new ArrayList<>(List.of(id));
    while (!open.isEmpty()) {
      for (PrincipalId group : memberOf.getOrDefault(open.removeLast(), Set.of())) {
        if (found.add(group)) {
          open.add(group);
        }
      }
    }
    return found;
  }

  Optional<VaultAccess> vault(Tx tx, VaultName name) {
    VaultFacts facts =
        new VaultFacts(
            VaultId.of("ffffffff-0000-0000-0000-000000000001"),
            HOME,
            VAULT,
            VAULT_ID,
            "westeurope",
            90,
            false);
    return name.equals(VAULT)
        ? Optional.of(new VaultAccess(facts, rbac, policies, network))
        : Optional.empty();
  }

  private static Optional<TenantId> tenantOf(SubscriptionId id) {
    return id.equals(SUBSCRIPTION) ? Optional.of(HOME) : Optional.empty();
  }

  /// A world whose roles are given as a whole.
  World holding(RoleTable given) {
    table = Optional.of(given);
    return this;
  }

  @Override
  public RoleTable table(Tx tx) {
    RoleTable now =
        table.orElseGet(() ->
            new RoleTable(
                BUILT_IN,
                new RoleTable.Rows(customRoles, assignments, eligibilities, denials, hierarchy)));
    table = Optional.of(now);
    return now;
  }

  @Override
  public boolean insert(Tx tx, Approved<RoleAssignment> assignment) {
    assignments.add(assignment.value());
    table = Optional.empty();
    return true;
  }

  @Override
  public void update(Tx tx, Approved<RoleAssignment> assignment) {
    assignments.replaceAll(
        old -> old.id().equals(assignment.value().id()) ? assignment.value() : old);
    table = Optional.empty();
  }

  @Override
  public void delete(Tx tx, Approved<RoleAssignment> assignment) {
    assignments.remove(assignment.value());
    table = Optional.empty();
  }

  @Override
  public void deleteUnder(Tx tx, Approved<ScopeRemoval> removal) {
    assignments.removeIf(one -> removal.value().scope().covers(one.scope()));
    table = Optional.empty();
  }
}
