package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Check;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;

/// Creates a subscription. Only the server itself does it, at its first start: no route offers it.
public record CreateSubscription(
    Resources resources, SubscriptionId id, TenantId tenant, String displayName)
    implements Operation<Subscription> {
  public static final Action ACTION =
      Action.control("Microsoft.Subscription/aliases/write", Effect.WRITE);

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
    return new Target.Server();
  }

  @Override
  public Subscription run(Work work) {
    Check.that(work.caller().who() instanceof Who.Job, "only a job creates subscriptions");
    Subscription subscription = new Subscription(id, tenant, displayName, work.now(), Tags.NONE);
    if (!resources.store().addSubscription(work.tx(), work.approve(subscription))) {
      throw new Problem.Conflict(
              "SubscriptionAlreadyExists", "The subscription '" + id + "' exists already.")
          .asException();
    }
    return subscription;
  }
}
