package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;

/// Which regions the resource providers of a subscription serve. What they offer is part of the
/// server.
public record ReadProviders(Resources resources, SubscriptionId subscription)
    implements Operation<List<String>> {
  private static final Action READ =
      Action.control("Microsoft.Resources/subscriptions/providers/read", Effect.READ);
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
  public List<String> run(Work work) {
    resources.reading().admit(work, READ, ResourceId.subscription(subscription));
    resources.subscription(work.tx(), subscription);
    return resources.locations().names();
  }
}
