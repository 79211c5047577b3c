package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// Whether the purge of a managed HSM has ended: what a client polls until it has. A purge that
/// nobody knows has ended.
public record GetHsmPurgeResult(ManagedHsms hsms, SubscriptionId subscription, HsmPurge purge)
    implements Operation<Boolean> {
  private static final int ACCEPTED = 202;

  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/locations/managedHsmOperationResults/read", Effect.READ);

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
  public Boolean run(Work work) {
    hsms.resources().subscription(work.tx(), subscription);
    return hsms.store()
        .find(work.tx(), purge.hsm())
        .filter(hsm -> hsm.subscription().equals(subscription))
        .filter(purge::isOf)
        .isEmpty();
  }

  @Override
  public int status(Boolean ended) {
    return ended ? OK : ACCEPTED;
  }
}
