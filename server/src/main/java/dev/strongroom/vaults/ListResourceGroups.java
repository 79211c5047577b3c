package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;

/// The resource groups of a subscription that the caller may read.
public record ListResourceGroups(Resources resources, SubscriptionId subscription, PageRequest page)
    implements Operation<Page<ResourceGroup>> {
  public static final Action ACTION = Reading.list(GetResourceGroup.ACTION);

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
    return new Target.Resource(ResourceId.subscription(subscription));
  }

  @Override
  public Page<ResourceGroup> run(Work work) {
    ResourceId scope = ResourceId.subscription(subscription);
    Action read = GetResourceGroup.ACTION;
    resources.reading().admit(work, read, scope);
    resources.subscription(work.tx(), subscription);
    List<ResourceGroup> found = resources.store().groups(work.tx(), subscription, page.oneMore());
    Page<ResourceGroup> cut = Page.cut(found, page.size(), group -> group.name().canonical());
    return resources.reading().readable(work, read, scope, cut, ResourceGroup::resource);
  }
}
