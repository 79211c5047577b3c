package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// The subscriptions directly in a management group.
public record ListPlacedSubscriptions(Groups groups, GroupId id)
    implements Operation<ListPlacedSubscriptions.Found> {
  public record Found(Tree tree, List<Tree.Leaf> leaves) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.READ_SUBSCRIPTIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public Found run(Work work) {
    Tree tree = groups.store().tree(work.tx());
    return new Found(tree, tree.subscriptions(tree.existing(Groups.tenant(work), id)));
  }
}
