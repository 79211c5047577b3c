package dev.strongroom.groups;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;

/// Moves a subscription from a management group into the root group. False when it is not in the
/// group, which is no error: 204, as in Azure.
public record RemoveSubscription(Groups groups, GroupId id, SubscriptionId subscription)
    implements Operation<Boolean> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return Groups.DELETE_SUBSCRIPTIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(id.scope());
  }

  @Override
  public int status(Boolean removed) {
    return removed ? OK : NO_CONTENT;
  }

  @Override
  public Boolean run(Work work) {
    TenantId tenant = Groups.tenant(work);
    Tree tree = groups.store().tree(work.tx());
    boolean here =
        tree.subscription(tenant, subscription)
            .filter(leaf -> tree.placeOf(leaf).equals(id))
            .isPresent();
    GroupId root = GroupId.rootOf(tenant);
    if (here && !id.equals(root)) {
      groups.admitMove(work, ResourceId.subscription(subscription), id);
      groups.demand(work, Groups.WRITE.name(), root.scope());
      groups.store().place(work.tx(), work.approve(new SubscriptionPlace(subscription, root)));
    }
    return here;
  }
}
