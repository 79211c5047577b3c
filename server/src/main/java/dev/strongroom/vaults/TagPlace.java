package dev.strongroom.vaults;

import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;

/// What carries tags.
public sealed interface TagPlace {
  record OfGroup(SubscriptionId subscription, GroupName group) implements TagPlace {}

  record OfVault(VaultAddress address) implements TagPlace {}

  default ResourceId resource() {
    return switch (this) {
      case OfGroup(var subscription, var group) ->
          ResourceId.resourceGroup(subscription, group.display());
      case OfVault(var address) -> address.resource();
    };
  }

  default Target target() {
    return new Target.Resource(resource());
  }

  default Tags tags(Work work, Vaults vaults) {
    return switch (this) {
      case OfGroup(var subscription, var group) ->
          vaults.resources().group(work.tx(), subscription, group).tags();
      case OfVault(var address) -> vaults.existing(work, address).tags();
    };
  }
}
