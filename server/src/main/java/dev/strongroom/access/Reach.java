package dev.strongroom.access;

import dev.strongroom.access.RoleTable.Held;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// All roles of one principal, its groups' included, found by scope.
final class Reach {
  private static final int MAX_REMEMBERED = 1_000;

  private final TenantId tenant;
  private final Set<PrincipalId> groups;
  private final Map<String, List<Held>> byScope = new HashMap<>();
  private final Map<String, List<Held>> remembered = new ConcurrentHashMap<>();

  Reach(TenantId tenant, Set<PrincipalId> groups, List<Held> held) {
    this.tenant = tenant;
    this.groups = groups;
    for (Held one : held) {
      byScope
          .computeIfAbsent(one.assignment().scope().canonical(), _ -> new ArrayList<>())
          .add(one);
    }
  }

  /// Whether it was made for a caller of this tenant and these groups. The same object needs no
  /// comparison; another must be compared, because a removed member may not keep a role.
  boolean isFor(TenantId home, Set<PrincipalId> others) {
    return tenant.equals(home) && (groups == others || groups.equals(others));
  }

  /// The role that grants `action` on `resource`, at its own scope or one above.
  Optional<Held> granting(Ask ask, ResourceId resource) {
    return first(covering(resource.canonical()), ask);
  }

  /// The role that grants `action` at exactly this scope; for a single object, whose vault has been
  /// asked before.
  Optional<Held> grantingAt(Ask ask, ResourceId scope) {
    return first(byScope.getOrDefault(scope.canonical(), List.of()), ask);
  }

  /// Every role held at `resource` or above.
  List<Held> covering(ResourceId resource) {
    return covering(resource.canonical());
  }

  /// Whether any role is held at `scope`, above it or below it.
  boolean touches(ResourceId scope, Predicate<RoleAssignment> inForce) {
    String below = scope.equals(ResourceId.ROOT) ? "/" : scope.canonical() + "/";
    return any(covering(scope), inForce)
        || byScope.entrySet().stream()
            .anyMatch(held -> held.getKey().startsWith(below) && any(held.getValue(), inForce));
  }

  private static boolean any(List<Held> held, Predicate<RoleAssignment> inForce) {
    return held.stream().map(Held::assignment).anyMatch(inForce);
  }

  private List<Held> covering(String scope) {
    List<Held> known = remembered.get(scope);
    if (known != null) {
      return known;
    }
    List<Held> found = new ArrayList<>(byScope.getOrDefault("/", List.of()));
    for (int slash = scope.indexOf('/', 1); slash > 0; slash = scope.indexOf('/', slash + 1)) {
      found.addAll(byScope.getOrDefault(scope.substring(0, slash), List.of()));
    }
    if (scope.length() > 1) {
      found.addAll(byScope.getOrDefault(scope, List.of()));
    }
    found.sort(Comparator.comparing(Held::conditional)); // conditions cost, so they come last
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(scope, found);
    }
    return found;
  }

  private static Optional<Held> first(List<Held> held, Ask ask) {
    for (int i = 0; i < held.size(); i += 1) {
      if (held.get(i).weigh(ask) == Weight.GRANTS) {
        return Optional.of(held.get(i));
      }
    }
    return Optional.empty();
  }
}
