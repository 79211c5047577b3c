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
  private final Map<PrincipalId, Reach> remembered = new ConcurrentHashMap<>();

  private record Name(TenantId tenant, AssignmentId id) {}

  private record RoleName(TenantId tenant, RoleId id) {}

  /// What the store holds.
  ///
  /// @param roles the role definitions that tenants made
  public record Rows(
      List<RoleDefinition> roles,
      List<RoleAssignment> assignments,
      List<DenyAssignment> denials,
      Hierarchy hierarchy) {
    /// Without denials and management groups.
    public static Rows of(List<RoleDefinition> roles, List<RoleAssignment> assignments) {
      return new Rows(roles, assignments, List.of(), Hierarchy.EMPTY);
    }
  }

  /// A role held at a scope.
  ///
  /// @param grantedBy the assignment's path, ready for the audit record
  record Held(RoleAssignment assignment, Role role, Optional<String> grantedBy) {
    boolean conditional() {
      return assignment.details().condition().isPresent();
    }

    Weight weigh(Ask ask) {
      Weight weight = role.permissions().weigh(ask);
      if (weight != Weight.GRANTS) {
        return weight;
      } else if (!ask.inForce().test(assignment)) {
        return Weight.NOT_IN_FORCE;
      }
      return !conditional() || assignment.details().condition().orElseThrow().grants(ask.facts())
          ? Weight.GRANTS
          : Weight.UNDER_CONDITION;
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
    for (RoleAssignment assignment : this.assignments) {
      add(assignment);
    }
  }

  /// A role that is no longer defined grants nothing; its assignments can still be seen and
  /// deleted.
  private void add(RoleAssignment assignment) {
    byName.put(new Name(assignment.grant().tenant(), assignment.id()), assignment);
    Optional<Role> role = role(assignment.grant().tenant(), assignment.grant().role());
    if (role.isPresent()) {
      byPrincipal
          .computeIfAbsent(assignment.grant().principal(), _ -> new ArrayList<>())
          .add(new Held(assignment, role.get(), Optional.of(assignment.path().display())));
    }
  }

  public List<RoleAssignment> assignments() {
    return assignments;
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

  /// Whether anybody holds the role.
  boolean isHeld(TenantId tenant, RoleId id) {
    return assignments.stream()
        .map(RoleAssignment::grant)
        .anyMatch(grant -> grant.role().equals(id) && grant.tenant().equals(tenant));
  }

  public Optional<RoleAssignment> find(TenantId tenant, AssignmentId id) {
    return Optional.ofNullable(byName.get(new Name(tenant, id)));
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
    List<Held> held = new ArrayList<>(byPrincipal.getOrDefault(principal, List.of()));
    for (PrincipalId group : groups) {
      held.addAll(byPrincipal.getOrDefault(group, List.of()));
    }
    held.removeIf(one -> !one.assignment().grant().tenant().equals(tenant));
    List<Denial> binding =
        denials.stream()
            .filter(one -> one.assignment().tenant().equals(tenant))
            .filter(one -> one.assignment().content().whom().binds(principal, groups))
            .toList();
    Reach reach = new Reach(new Reach.Owner(tenant, groups), hierarchy, held, binding);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(principal, reach);
    return reach;
  }
}
