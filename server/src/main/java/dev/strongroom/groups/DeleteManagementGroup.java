package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// Deletes an empty management group, and the roles and denials at it. False when there is none,
/// which is no error: 204, as in Azure.
public record DeleteManagementGroup(Groups groups, GroupId id) implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.DELETE;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public int status(Boolean deleted) {
    return NO_CONTENT;
  }

  @Override
  public Boolean run(Work work) {
    Tree tree = groups.store().tree(work.tx());
    Optional<ManagementGroup> found = tree.find(Groups.tenant(work), id);
    found.ifPresent(group -> {
      if (group.parent().isEmpty()) {
        throw Groups.invalid(
            "CannotDeleteRootManagementGroup", "The tenant's root group cannot be deleted.");
      } else if (!tree.children(group).isEmpty() || !tree.subscriptions(group).isEmpty()) {
        throw Groups.invalid(
            "CannotDeleteManagementGroup",
            "The management group '"
                + id
                + "' is not empty. Move its groups and subscriptions first.");
      }
      groups.store().remove(work.tx(), work.approve(group));
      groups.forgetAccess(work, group.resource());
    });
    return found.isPresent();
  }
}
