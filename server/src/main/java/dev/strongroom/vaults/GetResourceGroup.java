package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// Reads a resource group.
public record GetResourceGroup(Resources resources, SubscriptionId subscription, GroupName group)
    implements Operation<ResourceGroup> {
  public static final Action ACTION =
      Action.control("Microsoft.Resources/subscriptions/resourceGroups/read", Effect.READ);

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
    return resources.group(work.tx(), subscription, group);
  }
}
