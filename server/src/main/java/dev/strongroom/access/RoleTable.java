package dev.strongroom.access;

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
import java.util.stream.Stream;

/// All roles and assignments of one generation, found by principal. Immutable but for what it
/// remembers.
public final class RoleTable {
  private static final int MAX_REMEMBERED = 20_000;

  private final Map<RoleId, Role> roles = new LinkedHashMap<>();
  private final List<RoleAssignment> assignments;
  private final Map<Name, RoleAssignment> byName = new HashMap<>();
  private final Map<PrincipalId, List<Held>> byPrincipal = new HashMap<>();
  private final Map<PrincipalId, Reach> remembered = new ConcurrentHashMap<>();

  private record Name(TenantId tenant, AssignmentId id) {}

  /// A role held at a scope.
  ///
  /// @param grantedBy the assignment's path, ready for the audit record
  record Held(RoleAssignment assignment, Role role, Optional<String> grantedBy) {
    boolean conditional() {
      return assignment.details().condition().isPresent();
    }

    boolean grants(Ask ask) {
      return role.permits(ask)
          && ask.inForce().test(assignment)
          && (!conditional() || assignment.details().condition().orElseThrow().grants(ask.facts()));
    }
  }

  /// @param custom the role definitions that are not built in
  public RoleTable(
      BuiltInRoles builtIn, List<RoleDefinition> custom, List<RoleAssignment> assignments) {
    Stream.concat(builtIn.roles().stream(), custom.stream().map(Role::new))
        .forEach(role -> roles.put(role.definition().id(), role));
    this.assignments = List.copyOf(assignments);
    for (RoleAssignment assignment : this.assignments) {
      add(assignment);
    }
  }

  /// A role that is no longer defined grants nothing; its assignments can still be seen and
  /// deleted.
  private void add(RoleAssignment assignment) {
    byName.put(new Name(assignment.grant().tenant(), assignment.id()), assignment);
    Role role = roles.get(assignment.grant().role());
    if (role != null) {
      byPrincipal
          .computeIfAbsent(assignment.grant().principal(), _ -> new ArrayList<>())
          .add(new Held(assignment, role, Optional.of(assignment.path().display())));
    }
  }

  public List<RoleAssignment> assignments() {
    return assignments;
  }

  public List<RoleDefinition> definitions() {
    return roles.values().stream().map(Role::definition).toList();
  }

  public Optional<RoleDefinition> definition(RoleId id) {
    return Optional.ofNullable(roles.get(id)).map(Role::definition);
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
    Reach reach = new Reach(tenant, groups, held);
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(principal, reach);
    return reach;
  }
}
