package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;

/// Moves a subscription into a management group.
public record PlaceSubscription(Groups groups, GroupId id, SubscriptionId subscription)
    implements Operation<Tree.Leaf> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.WRITE_SUBSCRIPTIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public Tree.Leaf run(Work work) {
    TenantId tenant = Groups.tenant(work);
    Tree tree = groups.store().tree(work.tx());
    ManagementGroup group = tree.existing(tenant, id);
    Tree.Leaf leaf =
        tree.subscription(tenant, subscription)
            .orElseThrow(() ->
                new Problem.ResourceNotFound(
                        "SubscriptionNotFound",
                        "The subscription '" + subscription + "' could not be found.")
                    .asException());
    GroupId before = tree.placeOf(leaf);
    if (!before.equals(group.id())) {
      groups.admitMove(work, ResourceId.subscription(subscription), before);
      groups
          .store()
          .place(work.tx(), work.approve(new SubscriptionPlace(subscription, group.id())));
    }
    return leaf;
  }
}
