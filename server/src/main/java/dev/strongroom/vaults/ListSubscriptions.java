package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// The subscriptions in which the caller holds any role, at the subscription, above or below it.
public record ListSubscriptions(Resources resources) implements Operation<List<Subscription>> {
  public static final Action ACTION = Reading.list(GetSubscription.READ);

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
  public List<Subscription> run(Work work) {
    return resources.store().subscriptions(work.tx()).stream()
        .filter(one ->
            resources
                .reading()
                .visibility()
                .reaches(work.tx(), work.caller(), one.resource(), work.now()))
        .toList();
  }
}
