package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.ArrayList;
import java.util.List;

/// Everything in a management group, level by level: groups before subscriptions.
public record ListDescendants(Groups groups, GroupId id)
    implements Operation<ListDescendants.Found> {
  public record Found(Tree tree, List<ManagementGroup> groups, List<Tree.Leaf> leaves) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.READ_DESCENDANTS;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public Found run(Work work) {
    Tree tree = groups.store().tree(work.tx());
    List<ManagementGroup> below = new ArrayList<>();
    List<Tree.Leaf> leaves = new ArrayList<>();
    List<ManagementGroup> open = new ArrayList<>(List.of(tree.existing(Groups.tenant(work), id)));
    while (!open.isEmpty()) {
      ManagementGroup next = open.removeFirst();
      leaves.addAll(tree.subscriptions(next));
      below.addAll(tree.children(next));
      open.addAll(tree.children(next));
    }
    return new Found(tree, below, leaves);
  }
}
