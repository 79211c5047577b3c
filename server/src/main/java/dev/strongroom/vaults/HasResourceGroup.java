package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// Whether a resource group is there.
public record HasResourceGroup(Resources resources, SubscriptionId subscription, GroupName group)
    implements Operation<Boolean> {
  public static final Action ACTION = GetResourceGroup.ACTION;

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
  public Boolean run(Work work) {
    resources.subscription(work.tx(), subscription);
    return resources.store().group(work.tx(), subscription, group).isPresent();
  }
}
