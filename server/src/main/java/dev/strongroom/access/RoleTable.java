package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All roles and assignments of one generation, found by principal. Immutable but for what it
/// remembers.
public final class RoleTable {
  private static final int MAX_REMEMBERED = 20_000;

  /// The root, a subscription, a resource group, or a resource with its parents.
  private static final Pattern SCOPE =
      Pattern.compile(
          "/|/subscriptions/[^/]+(/resourcegroups/[^/]+(/providers/[^/]+(/[^/]+/[^/]+)+)?)?");

  private final Map<RoleId, Role> builtIn = new LinkedHashMap<>();
  private final Map<RoleName, Role> custom = new LinkedHashMap<>();
  private final List<RoleAssignment> assignments;
  private final List<Denial> denials;
  private final Hierarchy hierarchy;
  private final Map<Name, RoleAssignment> byName = new HashMap<>();
  private final Map<PrincipalId, List<Held>> byPrincipal = new HashMap<>();
  private final Map<Name, RoleAssignment> eligibilities = new LinkedHashMap<>();
  private final Map<PrincipalId, List<Held>> eligible = new HashMap<>();
  private final Map<PrincipalId, Reach> remembered = new ConcurrentHashMap<>();

  private record Name(TenantId tenant, AssignmentId id) {
    static Name of(RoleAssignment one) {
      return new Name(one.grant().tenant(), one.id());
    }
  }

  private record RoleName(TenantId tenant, RoleId id) {}

  /// What the store holds.
  ///
  /// @param roles the role definitions that tenants made
  /// @param eligibilities roles that can be activated, as the assignments that they would be
  public record Rows(
      List<RoleDefinition> roles,
      List<RoleAssignment> assignments,
      List<RoleAssignment> eligibilities,
      List<DenyAssignment> denials,
      Hierarchy hierarchy) {
    /// Without eligibilities, denials and management groups.
    public static Rows of(List<RoleDefinition> roles, List<RoleAssignment> assignments) {
      return new Rows(roles, assignments, List.of(), List.of(), Hierarchy.EMPTY);
    }
  }

  private final BuiltInRoles standard;
  private final Rows rows;

  public RoleTable(BuiltInRoles builtIn, Rows rows) {
    this.standard = builtIn;
    this.rows = rows;
    builtIn.roles().forEach(role -> this.builtIn.put(role.definition().id(), role));
    for (RoleDefinition role : rows.roles()) {
      if (role.maker() instanceof Maker.Tenant(TenantId tenant, _)) {
        custom.put(new RoleName(tenant, role.id()), Role.of(role));
      }
    }
    this.assignments = List.copyOf(rows.assignments());
    this.denials = rows.denials().stream().map(Denial::of).toList();
    this.hierarchy = rows.hierarchy();
    rows.eligibilities().forEach(this::addEligibility);
    this.assignments.forEach(this::add);
  }

  private void addEligibility(RoleAssignment one) {
    eligibilities.put(Name.of(one), one);
    held(one, Optional.empty(), "roleEligibilitySchedules").ifPresent(held -> add(eligible, held));
  }

  private void add(RoleAssignment assignment) {
    byName.put(Name.of(assignment), assignment);
    Optional<RoleAssignment> source = source(assignment);
    if (assignment.details().activated().isEmpty() || source.isPresent()) {
      held(assignment, source, "roleAssignments").ifPresent(held -> add(byPrincipal, held));
    }
  }

  private static void add(Map<PrincipalId, List<Held>> to, Held held) {
    to.computeIfAbsent(held.assignment().grant().principal(), _ -> new ArrayList<>()).add(held);
  }

  /// A role that is no longer defined, or not for that scope, grants nothing; its assignments can
  /// still be seen and deleted. So nobody's right to change a role reaches where it cannot be
  /// assigned.
  private Optional<Held> held(
      RoleAssignment one, Optional<RoleAssignment> source, String collection) {
    TenantId tenant = one.grant().tenant();
    return role(tenant, one.grant().role())
        .filter(role -> role.isFor(hierarchy, tenant, one.scope()))
        .map(role -> new Held(one, role, Optional.of(one.path(collection).display()), source));
  }

  /// What an activation was made from; empty when that has gone or reaches no longer so far.
  private Optional<RoleAssignment> source(RoleAssignment activation) {
    TenantId tenant = activation.grant().tenant();
    return activation
        .details()
        .activated()
        .flatMap(id -> Optional.ofNullable(eligibilities.get(new Name(tenant, id))))
        .filter(from -> from.grant().role().equals(activation.grant().role()))
        .filter(from -> hierarchy.covers(tenant, from.scope(), activation.scope()));
  }

  public List<RoleAssignment> assignments() {
    return assignments;
  }

  /// Roles that can be activated, as the assignments that they would be.
  public List<RoleAssignment> eligibilities() {
    return List.copyOf(eligibilities.values());
  }

  /// The roles that a tenant has: the built-in ones, then its own.
  public List<RoleDefinition> definitions(TenantId tenant) {
    return Stream.concat(builtIn.values().stream(), custom.values().stream())
        .map(Role::definition)
        .filter(role -> role.existsIn(tenant))
        .toList();
  }

  public Optional<RoleDefinition> definition(TenantId tenant, RoleId id) {
    return role(tenant, id).map(Role::definition);
  }

  private Optional<Role> role(TenantId tenant, RoleId id) {
    return Optional.ofNullable(builtIn.get(id))
        .or(() -> Optional.ofNullable(custom.get(new RoleName(tenant, id))));
  }

  List<Role> builtIn() {
    return standard.roles();
  }

  /// As it would be with what a migration proposes.
  RoleTable plus(Migration migration) {
    return new RoleTable(
        standard,
        new Rows(
            Stream.concat(rows.roles().stream(), migration.roles().stream()).toList(),
            Stream.concat(rows.assignments().stream(), migration.assignments().stream()).toList(),
            rows.eligibilities(),
            rows.denials(),
            rows.hierarchy()));
  }

  public List<DenyAssignment> denials() {
    return denials.stream().map(Denial::assignment).toList();
  }

  public Optional<DenyAssignment> denial(TenantId tenant, AssignmentId id) {
    return denials.stream()
        .map(Denial::assignment)
        .filter(one -> one.tenant().equals(tenant) && one.id().equals(id))
        .findFirst();
  }

  public Hierarchy hierarchy() {
    return hierarchy;
  }

  /// Refuses a scope at which nothing can be given or denied.
  public void refuseUnusable(TenantId tenant, ResourceId scope) {
    boolean usable =
        Hierarchy.groupOf(scope)
            .map(group -> hierarchy.has(tenant, group))
            .orElseGet(() -> SCOPE.matcher(scope.canonical()).matches());
    if (!usable) {
      throw new Problem.Invalid(
              "InvalidScope",
              "No role can be assigned at '"
                  + scope
                  + "'. Use a management group, a subscription, a resource group, a vault, or a single"
                  + " object of a vault.")
          .asException();
    }
  }

  /// Whether anybody holds the role, or may take it.
  boolean isHeld(TenantId tenant, RoleId id) {
    return Stream.concat(assignments.stream(), eligibilities.values().stream())
        .map(RoleAssignment::grant)
        .anyMatch(grant -> grant.role().equals(id) && grant.tenant().equals(tenant));
  }

  public Optional<RoleAssignment> find(TenantId tenant, AssignmentId id) {
    return Optional.ofNullable(byName.get(new Name(tenant, id)));
  }

  /// The assignment or the eligibility of this id.
  public Optional<RoleAssignment> of(TenantId tenant, AssignmentId id) {
    return find(tenant, id).or(() -> Optional.ofNullable(eligibilities.get(new Name(tenant, id))));
  }

  /// The assignment that gives the same principal the same role at the same scope, and is not over.
  public Optional<RoleAssignment> twin(ResourceId scope, RoleAssignment.Grant grant, Instant now) {
    return byPrincipal.getOrDefault(grant.principal(), List.of()).stream()
        .map(Held::assignment)
        .filter(other -> other.scope().equals(scope) && other.grant().sameAs(grant))
        .filter(other -> !other.details().window().isOver(now))
        .findFirst();
  }

  /// Everything `principal` holds, itself and through `groups`, that its own tenant has given it.
  Reach reachOf(TenantId tenant, PrincipalId principal, Set<PrincipalId> groups) {
    Reach known = remembered.get(principal);
    if (known != null && known.isFor(tenant, groups)) {
      return known;
    }
    Reach.Owner owner = new Reach.Owner(tenant, groups);
    List<Held> held = of(byPrincipal, principal, owner);
    held.removeIf(one -> !one.isOf(principal, groups));
    List<Denial> binding =
        denials.stream()
            .filter(one -> one.assignment().tenant().equals(tenant))
            .filter(one -> one.assignment().content().whom().binds(principal, groups))
            .toList();
    Reach reach = new Reach(owner, hierarchy, held, of(eligible, principal, owner), binding);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(principal, reach);
    return reach;
  }

  private static List<Held> of(
      Map<PrincipalId, List<Held>> all, PrincipalId principal, Reach.Owner owner) {
    List<Held> found = new ArrayList<>(all.getOrDefault(principal, List.of()));
    for (PrincipalId group : owner.groups()) {
      found.addAll(all.getOrDefault(group, List.of()));
    }
    found.removeIf(one -> !one.assignment().grant().tenant().equals(owner.tenant()));
    return found;
  }
}
