package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.SubscriptionId;

/// One subscription directly in a management group.
public record GetPlacedSubscription(Groups groups, GroupId id, SubscriptionId subscription)
    implements Operation<Tree.Leaf> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.READ_SUBSCRIPTIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public Tree.Leaf run(Work work) {
    Tree tree = groups.store().tree(work.tx());
    return tree.subscriptions(tree.existing(Groups.tenant(work), id)).stream()
        .filter(leaf -> leaf.id().equals(subscription))
        .findFirst()
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "NotFound",
                    "The subscription '"
                        + subscription
                        + "' is not in the management group '"
                        + id
                        + "'.")
                .asException());
  }
}
