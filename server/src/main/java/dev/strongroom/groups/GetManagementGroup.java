package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// One management group, with the tree that it stands in.
public record GetManagementGroup(Groups groups, GroupId id)
    implements Operation<GetManagementGroup.Found> {
  public record Found(Tree tree, ManagementGroup group) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.READ;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public Found run(Work work) {
    Tree tree = groups.store().tree(work.tx());
    return new Found(tree, tree.existing(Groups.tenant(work), id));
  }
}
