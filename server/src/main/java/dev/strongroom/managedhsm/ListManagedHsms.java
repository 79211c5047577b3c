package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.Page;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.Reading;
import java.util.List;
import java.util.Optional;

/// The living managed HSMs of a subscription or of one resource group that the caller may read.
public record ListManagedHsms(
    ManagedHsms hsms, SubscriptionId subscription, Optional<GroupName> group, PageRequest page)
    implements Operation<Page<ManagedHsm>> {
  public static final Action ACTION = Reading.list(GetManagedHsm.ACTION);

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
    return new Target.Resource(scope());
  }

  @Override
  public Page<ManagedHsm> run(Work work) {
    Reading reading = hsms.resources().reading();
    reading.admit(work, GetManagedHsm.ACTION, scope());
    Page<ManagedHsm> found = Page.cut(found(work), page.size(), hsm -> hsm.name().canonical());
    return reading.readable(
        work, GetManagedHsm.ACTION, scope(), found, hsm -> hsm.about().resource());
  }

  private List<ManagedHsm> found(Work work) {
    if (group.isEmpty()) {
      hsms.resources().subscription(work.tx(), subscription);
      return hsms.store().inSubscription(work.tx(), subscription, page.oneMore());
    }
    hsms.resources().group(work.tx(), subscription, group.get());
    return hsms.store().inGroup(work.tx(), subscription, group.get(), page.oneMore());
  }

  private ResourceId scope() {
    return group
        .map(name -> ResourceId.resourceGroup(subscription, name.display()))
        .orElse(ResourceId.subscription(subscription));
  }
}
