package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import java.util.List;

/// The names of tags in a subscription with their values, and how often each is used.
public record ListTagNames(TagNames names, SubscriptionId subscription)
    implements Operation<List<TagName>> {
  public static final Action ACTION =
      Action.control("Microsoft.Resources/subscriptions/tagNames/read", Effect.READ);

  @Override
  public String name() {
    return action().name();
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
  public List<TagName> run(Work work) {
    return names.in(work, subscription);
  }
}
