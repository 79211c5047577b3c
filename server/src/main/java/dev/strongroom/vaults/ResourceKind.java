package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.Tags;
import java.util.List;
import java.util.Optional;

/// A kind of resource that lies in resource groups, as the generic list of resources asks for it.
public interface ResourceKind {
  /// One resource.
  ///
  /// @param key what orders the resources of its kind
  record Listed(String key, ResourceId id, String type, String location, Tags tags) {}

  /// As `Microsoft.KeyVault/vaults`.
  String type();

  /// What lets a caller see one.
  Action read();

  /// The living ones with keys after `page`'s, in their order.
  ///
  /// @param group empty for the whole subscription
  List<Listed> list(
      Tx tx, SubscriptionId subscription, Optional<GroupName> group, PageRequest page);
}
