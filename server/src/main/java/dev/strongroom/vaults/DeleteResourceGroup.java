package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;
import java.util.Optional;

/// Deletes a resource group: its vaults are soft-deleted; its managed identities, its deployments,
/// and the role assignments at and below it go for good. Azure answers 202 and works on; here it is
/// done when the answer comes.
public record DeleteResourceGroup(Vaults vaults, SubscriptionId subscription, GroupName group)
    implements Operation<ResourceGroup> {
  public static final Action ACTION =
      Action.control("Microsoft.Resources/subscriptions/resourceGroups/delete", Effect.WRITE);

  @Override
  public String name() {
    return ACTION.name();
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Resource(ResourceId.resourceGroup(subscription, group.display()));
  }

  @Override
  public ResourceGroup run(Work work) {
    ResourceGroup old = vaults.resources().lockGroup(work.tx(), subscription, group);
    PageRequest all = new PageRequest(PageRequest.MAX_SIZE, Optional.empty());
    List<Vault> inside = vaults.store().inGroup(work.tx(), subscription, group, all);
    if (inside.size() == PageRequest.MAX_SIZE) {
      throw tooMany();
    }
    inside.forEach(vault -> vaults.softDelete(work, vault));
    vaults.groupMembers().forEach(members -> members.deleteAll(work, old));
    vaults.removeAssignments(work, old.resource());
    vaults.resources().store().removeGroup(work.tx(), work.approve(old));
    return old;
  }

  private RuntimeException tooMany() {
    return new Problem.Conflict(
            "ResourceGroupDeletionBlocked",
            "The resource group '"
                + group
                + "' holds "
                + PageRequest.MAX_SIZE
                + " vaults or more. Delete some of them first.")
        .asException();
  }
}
