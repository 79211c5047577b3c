package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;
import java.util.Optional;

/// The living vaults of a subscription or of one resource group that the caller may read.
public record ListVaults(
    Vaults vaults, SubscriptionId subscription, Optional<GroupName> group, PageRequest page)
    implements Operation<Page<Vault>> {
  public static final Action ACTION = Reading.list(GetVault.ACTION);

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
  public Page<Vault> run(Work work) {
    Reading reading = vaults.resources().reading();
    reading.admit(work, GetVault.ACTION, scope());
    Page<Vault> found = Page.cut(found(work), page.size(), vault -> vault.name().canonical());
    return reading.readable(
        work, GetVault.ACTION, scope(), found, vault -> vault.about().resource());
  }

  private List<Vault> found(Work work) {
    if (group.isEmpty()) {
      vaults.resources().subscription(work.tx(), subscription);
      return vaults.store().inSubscription(work.tx(), subscription, page.oneMore());
    }
    vaults.resources().group(work.tx(), subscription, group.get());
    return vaults.store().inGroup(work.tx(), subscription, group.get(), page.oneMore());
  }

  private ResourceId scope() {
    return group
        .map(name -> ResourceId.resourceGroup(subscription, name.display()))
        .orElse(ResourceId.subscription(subscription));
  }
}
