package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.Page;
import dev.strongroom.vaults.PageRequest;
import java.util.List;

/// The managed HSMs of a subscription that can be recovered.
public record ListDeletedManagedHsms(
    ManagedHsms hsms, SubscriptionId subscription, PageRequest page)
    implements Operation<Page<ManagedHsm>> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/deletedManagedHsms/read", Effect.READ);

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
  public Page<ManagedHsm> run(Work work) {
    hsms.resources().subscription(work.tx(), subscription);
    List<ManagedHsm> found = hsms.store().deleted(work.tx(), subscription, page.oneMore());
    return Page.cut(found, page.size(), hsm -> hsm.name().canonical());
  }
}
