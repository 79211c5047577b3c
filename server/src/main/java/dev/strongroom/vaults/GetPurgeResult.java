package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// Whether a purge has ended: what a client polls until it has. A purge that nobody knows has
/// ended.
public record GetPurgeResult(Vaults vaults, SubscriptionId subscription, Purge purge)
    implements Operation<Boolean> {
  private static final int ACCEPTED = 202;

  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/locations/operationResults/read", Effect.READ);

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
    vaults.resources().subscription(work.tx(), subscription);
    return vaults
        .store()
        .find(work.tx(), purge.vault())
        .filter(vault -> vault.subscription().equals(subscription))
        .filter(purge::isOf)
        .isEmpty();
  }

  @Override
  public int status(Boolean ended) {
    return ended ? OK : ACCEPTED;
  }
}
