package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;

/// Reads one subscription. As in Azure a role anywhere in it is enough: tools that were given one
/// vault start by reading its subscription.
public record GetSubscription(Resources resources, SubscriptionId id)
    implements Operation<Subscription> {
  static final Action READ = Action.control("Microsoft.Resources/subscriptions/read", Effect.READ);
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
    return new Target.Resource(ResourceId.subscription(id));
  }

  @Override
  public Subscription run(Work work) {
    resources.reading().admit(work, READ, ResourceId.subscription(id));
    return resources.subscription(work.tx(), id);
  }
}
