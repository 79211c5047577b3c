package dev.strongroom.vaults;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.function.UnaryOperator;

/// The tags of a resource group.
public record TagsOfGroup(Resources resources, SubscriptionId subscription, GroupName group)
    implements TagPlace {
  @Override
  public ResourceId resource() {
    return ResourceId.resourceGroup(subscription, group.display());
  }

  @Override
  public Tags tags(Work work) {
    return resources.group(work.tx(), subscription, group).tags();
  }

  @Override
  public Tags retag(Work work, UnaryOperator<Tags> change) {
    ResourceGroup old = resources.lockGroup(work.tx(), subscription, group);
    ResourceGroup saved =
        new ResourceGroup(
            subscription, old.name(), old.location(), change.apply(old.tags()), old.managedBy());
    resources.store().saveGroup(work.tx(), work.approve(saved));
    return saved.tags();
  }
}
