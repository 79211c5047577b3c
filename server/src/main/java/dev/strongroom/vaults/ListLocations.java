package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;

/// The regions that a vault may be put in.
public record ListLocations(Resources resources, SubscriptionId id)
    implements Operation<List<String>> {
  private static final Action READ =
      Action.control("Microsoft.Resources/subscriptions/locations/read", Effect.READ);
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
  public List<String> run(Work work) {
    resources.reading().admit(work, READ, ResourceId.subscription(id));
    resources.subscription(work.tx(), id);
    return resources.locations().names();
  }
}
