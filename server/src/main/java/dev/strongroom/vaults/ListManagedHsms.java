package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// The managed HSMs of a subscription, living or deleted. There are none yet; `az keyvault list`
/// and `az keyvault list-deleted` ask for them together with the vaults.
public record ListManagedHsms(Resources resources, SubscriptionId subscription)
    implements Operation<Page<ResourceId>> {
  private static final Action READ =
      Action.control("Microsoft.KeyVault/managedHSMs/read", Effect.READ);
  public static final Action ACTION = Reading.list(READ);

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
  public Page<ResourceId> run(Work work) {
    resources.reading().admit(work, READ, ResourceId.subscription(subscription));
    resources.subscription(work.tx(), subscription);
    return Page.none();
  }
}
