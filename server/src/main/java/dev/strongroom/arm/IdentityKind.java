package dev.strongroom.arm;

import dev.strongroom.identity.Identities;
import dev.strongroom.identity.IdentityActions;
import dev.strongroom.identity.IdentityResource;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.ResourceKind;
import java.util.List;
import java.util.Optional;

/// User-assigned identities among the resources. Their names repeat from group to group, so it is
/// their ids that order them.
record IdentityKind(Identities identities) implements ResourceKind {
  @Override
  public String type() {
    return IdentityResource.TYPE;
  }

  @Override
  public Action read() {
    return IdentityActions.READ;
  }

  @Override
  public List<Listed> list(
      Tx tx, SubscriptionId subscription, Optional<GroupName> group, PageRequest page) {
    ResourceId scope =
        group
            .map(name -> ResourceId.resourceGroup(subscription, name.display()))
            .orElse(ResourceId.subscription(subscription));
    return identities.below(tx, scope, page.after(), page.size()).stream()
        .map(this::listed)
        .toList();
  }

  private Listed listed(IdentityResource found) {
    ResourceId id = found.identity().resource();
    return new Listed(id.canonical(), id, type(), found.location(), found.tags());
  }
}
