package dev.strongroom.access;

import dev.strongroom.access.Holdings.Name;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All roles and assignments of one generation, found by principal. Immutable but for what it
/// remembers.
public final class RoleTable {
  private static final int MAX_REMEMBERED = 20_000;

  /// The root, a subscription, a resource group, or a resource with its parents.
  private static final Pattern SCOPE =
      Pattern.compile(
          "/|/subscriptions/[^/]+(/resourcegroups/[^/]+(/providers/[^/]+(?:/[^/]+/[^/]+)++)?)?");

  private final Roles roles;
  private final Holdings holdings;
  private final List<Denial> denials;
  private final Map<PrincipalId, Reach> remembered = new ConcurrentHashMap<>();

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

  /// What has changed of it.
  ///
  /// @param roles and `denials`: all of them, if any has changed
  public record Changed(
      List<Entry> assignments,
      List<Entry> eligibilities,
      Optional<List<RoleDefinition>> roles,
      Optional<List<DenyAssignment>> denials) {}

  /// @param now empty when there is none of this id any more
  public record Entry(TenantId tenant, AssignmentId id, Optional<RoleAssignment> now) {
    private Name name() {
      return new Name(tenant, id);
    }
  }

  public RoleTable(BuiltInRoles builtIn, Rows rows) {
    this.roles = new Roles(builtIn, rows.hierarchy(), rows.roles());
    this.holdings = Holdings.of(roles, rows.assignments(), rows.eligibilities());
    this.denials = rows.denials().stream().map(Denial::of).toList();
  }

  private RoleTable(Roles roles, Holdings holdings, List<Denial> denials) {
    this.roles = roles;
    this.holdings = holdings;
    this.denials = denials;
  }

  /// The table after a change, at a price that hardly depends on what has not changed.
  public RoleTable after(Changed changed) {
    Holdings all = holdings;
    for (Entry one : changed.eligibilities()) {
      all = all.withEligibility(one.name(), one.now());
    }
    for (Entry one : changed.assignments()) {
      all = all.withAssignment(one.name(), one.now());
    }
    Optional<Roles> others = changed.roles().map(roles::with);
    return new RoleTable(
        others.orElse(roles),
        others.map(all::under).orElse(all),
        changed.denials().map(some -> some.stream().map(Denial::of).toList()).orElse(denials));
  }

  public List<RoleAssignment> assignments() {
    return holdings.assignments().toList();
  }

  public int countOfAssignments() {
    return holdings.size();
  }

  /// Roles that can be activated, as the assignments that they would be.
  public List<RoleAssignment> eligibilities() {
    return holdings.eligibilities().toList();
  }

  /// The roles that a tenant has: the built-in ones, then its own.
  public List<RoleDefinition> definitions(TenantId tenant) {
    return roles.definitions(tenant).toList();
  }

  public Optional<RoleDefinition> definition(TenantId tenant, RoleId id) {
    return roles.role(tenant, id).map(Role::definition);
  }

  List<Role> builtIn() {
    return roles.builtIn();
  }

  /// As it would be with what a migration proposes.
  RoleTable plus(Migration migration) {
    Roles more =
        roles.with(Stream.concat(roles.made().stream(), migration.roles().stream()).toList());
    List<RoleAssignment> all =
        Stream.concat(holdings.assignments(), migration.assignments().stream()).toList();
    return new RoleTable(more, Holdings.of(more, all, holdings.eligibilities().toList()), denials);
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
    return roles.hierarchy();
  }

  /// Refuses a scope at which nothing can be given or denied.
  public void refuseUnusable(TenantId tenant, ResourceId scope) {
    boolean usable =
        Hierarchy.groupOf(scope)
            .map(group -> hierarchy().has(tenant, group))
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
    return Stream.concat(holdings.assignments(), holdings.eligibilities())
        .map(RoleAssignment::grant)
        .anyMatch(grant -> grant.role().equals(id) && grant.tenant().equals(tenant));
  }

  public Optional<RoleAssignment> find(TenantId tenant, AssignmentId id) {
    return holdings.assignment(new Name(tenant, id));
  }

  /// The assignment or the eligibility of this id.
  public Optional<RoleAssignment> of(TenantId tenant, AssignmentId id) {
    return find(tenant, id).or(() -> holdings.eligibility(new Name(tenant, id)));
  }

  /// The assignment that gives the same principal the same role at the same scope, and is not over.
  public Optional<RoleAssignment> twin(ResourceId scope, RoleAssignment.Grant grant, Instant now) {
    return holdings.heldBy(grant.principal()).stream()
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
    List<Held> held = of(holdings::heldBy, principal, owner);
    held.removeIf(one -> !one.isOf(principal, groups));
    List<Denial> binding =
        denials.stream()
            .filter(one -> one.assignment().tenant().equals(tenant))
            .filter(one -> one.assignment().content().whom().binds(principal, groups))
            .toList();
    Reach reach =
        new Reach(owner, hierarchy(), held, of(holdings::openTo, principal, owner), binding);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(principal, reach);
    return reach;
  }

  private static List<Held> of(
      Function<PrincipalId, List<Held>> all, PrincipalId principal, Reach.Owner owner) {
    List<Held> found = new ArrayList<>(all.apply(principal));
    for (PrincipalId group : owner.groups()) {
      found.addAll(all.apply(group));
    }
    found.removeIf(one -> !one.assignment().grant().tenant().equals(owner.tenant()));
    return found;
  }
}
