package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// The management groups that the caller can see: it holds a role there, above, or below.
public record ListManagementGroups(Groups groups) implements Operation<List<ManagementGroup>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.LIST;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public List<ManagementGroup> run(Work work) {
    return groups.store().tree(work.tx()).all(Groups.tenant(work)).stream()
        .filter(group -> groups.isSeen(work, group.resource()))
        .toList();
  }
}
