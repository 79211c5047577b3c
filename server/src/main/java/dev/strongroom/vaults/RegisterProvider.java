package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;

/// Registers a resource provider with a subscription. Every provider is registered with all of
/// them, so nothing changes; whoever asks needs the right and leaves a record, as in Azure.
///
/// @param namespace as `Microsoft.KeyVault`
public record RegisterProvider(Resources resources, SubscriptionId subscription, String namespace)
    implements Operation<List<String>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Action.control(namespace + "/register/action", Effect.WRITE);
  }

  @Override
  public Target target() {
    return new Target.Resource(ResourceId.subscription(subscription));
  }

  @Override
  public List<String> run(Work work) {
    resources.subscription(work.tx(), subscription);
    return resources.locations().names();
  }
}
