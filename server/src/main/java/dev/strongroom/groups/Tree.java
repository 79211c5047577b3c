package dev.strongroom.groups;

import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All management groups and what is in them.
public final class Tree {
  /// A subscription as the tree needs it.
  public record Leaf(SubscriptionId id, TenantId tenant, String displayName) {}

  private final Map<GroupId, ManagementGroup> groups = new LinkedHashMap<>();
  private final Map<SubscriptionId, GroupId> places;
  private final List<Leaf> leaves;

  public Tree(
      List<ManagementGroup> groups, Map<SubscriptionId, GroupId> places, List<Leaf> leaves) {
    groups.stream()
        .sorted(Comparator.comparing(group -> group.id().canonical()))
        .forEach(group -> this.groups.put(group.id(), group));
    this.places = Map.copyOf(places);
    this.leaves = List.copyOf(leaves);
  }

  /// The group, when the tenant has it. The root group is always there.
  public Optional<ManagementGroup> find(TenantId tenant, GroupId id) {
    Optional<ManagementGroup> known =
        Optional.ofNullable(groups.get(id)).filter(group -> group.tenant().equals(tenant));
    return known.isEmpty() && id.equals(GroupId.rootOf(tenant))
        ? Optional.of(ManagementGroup.root(tenant))
        : known;
  }

  ManagementGroup existing(TenantId tenant, GroupId id) {
    return find(tenant, id).orElseThrow(id::notFound);
  }

  /// Whether the name is taken, also by another tenant.
  boolean isTaken(GroupId id) {
    return groups.containsKey(id)
        || leaves.stream().anyMatch(leaf -> GroupId.rootOf(leaf.tenant()).equals(id));
  }

  int size(TenantId tenant) {
    return (int) groups.values().stream().filter(one -> one.tenant().equals(tenant)).count();
  }

  /// The root group first, then by name.
  List<ManagementGroup> all(TenantId tenant) {
    GroupId root = GroupId.rootOf(tenant);
    List<ManagementGroup> found = new ArrayList<>(List.of(existing(tenant, root)));
    groups.values().stream()
        .filter(one -> one.tenant().equals(tenant) && !one.id().equals(root))
        .forEach(found::add);
    return found;
  }

  public List<ManagementGroup> children(ManagementGroup group) {
    return groups.values().stream()
        .filter(one -> one.parent().equals(Optional.of(group.id())))
        .toList();
  }

  public List<Leaf> subscriptions(ManagementGroup group) {
    return leaves.stream()
        .filter(leaf -> leaf.tenant().equals(group.tenant()) && placeOf(leaf).equals(group.id()))
        .toList();
  }

  List<Leaf> subscriptions(TenantId tenant) {
    return leaves.stream().filter(leaf -> leaf.tenant().equals(tenant)).toList();
  }

  Optional<Leaf> subscription(TenantId tenant, SubscriptionId id) {
    return subscriptions(tenant).stream().filter(leaf -> leaf.id().equals(id)).findFirst();
  }

  public GroupId placeOf(Leaf leaf) {
    return places.getOrDefault(leaf.id(), GroupId.rootOf(leaf.tenant()));
  }

  /// The groups above one, the nearest first; ends with the root group.
  public List<ManagementGroup> above(ManagementGroup group) {
    List<ManagementGroup> above = new ArrayList<>();
    Optional<GroupId> next = group.parent();
    while (next.isPresent()) {
      ManagementGroup parent = existing(group.tenant(), next.get());
      above.add(parent);
      next = parent.parent();
    }
    return above;
  }

  /// How many levels of groups there are from this one down; 1 for one without groups in it.
  int height(ManagementGroup group) {
    return 1 + children(group).stream().mapToInt(this::height).max().orElse(0);
  }
}
