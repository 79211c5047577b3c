package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;

/// The management groups and subscriptions that the caller can see.
public record ListEntities(Groups groups) implements Operation<ListEntities.Found> {
  public record Found(Tree tree, List<ManagementGroup> groups, List<Tree.Leaf> leaves) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.ENTITIES;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Found run(Work work) {
    Tree tree = groups.store().tree(work.tx());
    TenantId tenant = Groups.tenant(work);
    return new Found(
        tree,
        tree.all(tenant).stream().filter(one -> groups.isSeen(work, one.resource())).toList(),
        tree.subscriptions(tenant).stream()
            .filter(leaf -> groups.isSeen(work, ResourceId.subscription(leaf.id())))
            .toList());
  }
}
