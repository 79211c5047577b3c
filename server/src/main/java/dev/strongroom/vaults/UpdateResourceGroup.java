package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// PATCH: replaces the tags, if the request names any.
public record UpdateResourceGroup(
    Resources resources, SubscriptionId subscription, GroupName group, GroupDraft draft)
    implements Operation<ResourceGroup> {
  public static final Action ACTION = CreateOrUpdateResourceGroup.ACTION;

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
    ResourceGroup old = resources.lockGroup(work.tx(), subscription, group);
    ResourceGroup saved =
        new ResourceGroup(
            subscription,
            old.name(),
            old.location(),
            ResourceTags.checked(draft.tags().orElse(old.tags())),
            draft.managedBy().or(old::managedBy));
    resources.store().saveGroup(work.tx(), work.approve(saved));
    return saved;
  }
}
