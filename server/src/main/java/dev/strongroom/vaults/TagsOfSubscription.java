package dev.strongroom.vaults;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.function.UnaryOperator;

/// The tags of a subscription.
public record TagsOfSubscription(Resources resources, SubscriptionId subscription)
    implements TagPlace {
  @Override
  public ResourceId resource() {
    return ResourceId.subscription(subscription);
  }

  @Override
  public Tags tags(Work work) {
    return resources.subscription(work.tx(), subscription).tags();
  }

  @Override
  public Tags retag(Work work, UnaryOperator<Tags> change) {
    Subscription old = resources.subscription(work.tx(), subscription);
    Subscription saved = old.with(change.apply(old.tags()));
    resources.store().retag(work.tx(), work.approve(saved));
    return saved.tags();
  }
}
