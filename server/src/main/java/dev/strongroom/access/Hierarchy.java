package dev.strongroom.access;

import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The management groups above the subscriptions: what lies above a scope. Each tenant has a root
/// group, named by its id; what has no other place is in it.
public final class Hierarchy {
  public static final Hierarchy EMPTY = new Hierarchy(List.of(), Map.of());

  /// How a group's path begins, in its canonical form.
  public static final String GROUPS = "/providers/microsoft.management/managementgroups/";

  private static final String SUBSCRIPTIONS = "/subscriptions/";

  /// @param name in lower case
  /// @param parent the name of another; empty for one in the root group
  public record Group(String name, TenantId tenant, Optional<String> parent) {}

  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();

  /// @param places the group that a subscription is in, where it is not the root group
  public Hierarchy(List<Group> groups, Map<SubscriptionId, String> places) {
    groups.forEach(group -> this.groups.put(group.name(), group));
    places.forEach((subscription, group) -> this.places.put(subscription.toString(), group));
  }

  public static ResourceId scopeOf(String group) {
    return ResourceId.of("/providers/Microsoft.Management/managementGroups/" + group);
  }

  /// The name of the group whose scope this is.
  public static Optional<String> groupOf(ResourceId scope) {
    String path = scope.canonical();
    boolean plain = path.startsWith(GROUPS) && path.indexOf('/', GROUPS.length()) < 0;
    return plain ? Optional.of(path.substring(GROUPS.length())) : Optional.empty();
  }

  /// The tenant that a group belongs to; empty for what is no group, and for one that is not there.
  Optional<TenantId> tenantOf(ResourceId scope) {
    return first(scope.canonical(), GROUPS)
        .flatMap(name -> Optional.ofNullable(groups.get(name)))
        .map(Group::tenant);
  }

  /// Whether the tenant has the group of this name.
  boolean has(TenantId tenant, String name) {
    return name.equals(tenant.toString())
        || Optional.ofNullable(groups.get(name))
            .map(group -> group.tenant().equals(tenant))
            .orElse(false);
  }

  /// Whether `above` is `scope` or lies above it, for a tenant.
  public boolean covers(TenantId tenant, ResourceId above, ResourceId scope) {
    return above.covers(scope)
        || (above.canonical().startsWith(GROUPS)
            && chain(tenant, scope.canonical()).contains(above.canonical()));
  }

  /// How many scopes lie above one and at it.
  public int depth(TenantId tenant, ResourceId scope) {
    return chain(tenant, scope.canonical()).size();
  }

  /// The canonical scopes from `/` down to `scope` itself.
  List<String> chain(TenantId tenant, String scope) {
    List<String> chain = new ArrayList<>();
    chain.add("/");
    groupsAbove(tenant, scope).forEach(name -> chain.add(GROUPS + name));
    int start = first(scope, GROUPS).map(name -> GROUPS.length() + name.length()).orElse(1);
    for (int slash = scope.indexOf('/', start); slash > 0; slash = scope.indexOf('/', slash + 1)) {
      if (slash > GROUPS.length() || !scope.startsWith(GROUPS)) {
        chain.add(scope.substring(0, slash));
      }
    }
    if (scope.length() > 1) {
      chain.add(scope);
    }
    return chain;
  }

  /// The names of the groups above a scope, from the root group down.
  private List<String> groupsAbove(TenantId tenant, String scope) {
    List<String> above = new ArrayList<>();
    String root = tenant.toString();
    Optional<String> subscription = first(scope, SUBSCRIPTIONS);
    Optional<String> group = first(scope, GROUPS);
    if (subscription.isEmpty() && group.isEmpty()) {
      return above;
    }
    Optional<String> next =
        group.isPresent()
            ? group.flatMap(this::parentOf)
            : subscription.map(id -> places.getOrDefault(id, root));
    while (next.isPresent() && groups.containsKey(next.get()) && !above.contains(next.get())) {
      above.addFirst(next.get());
      next = parentOf(next.get());
    }
    if (!above.contains(root) && !group.equals(Optional.of(root))) {
      above.addFirst(root);
    }
    return above;
  }

  private Optional<String> parentOf(String name) {
    return Optional.ofNullable(groups.get(name)).flatMap(Group::parent);
  }

  /// The word behind `prefix`.
  private static Optional<String> first(String scope, String prefix) {
    if (!scope.startsWith(prefix) || scope.length() == prefix.length()) {
      return Optional.empty();
    }
    int end = scope.indexOf('/', prefix.length());
    return Optional.of(scope.substring(prefix.length(), end < 0 ? scope.length() : end));
  }
}
