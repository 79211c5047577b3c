package dev.strongroom.vaults;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;
import java.util.List;
import java.util.Optional;

/// Keeps subscriptions with their predefined tags, and resource groups.
public interface ResourceStore {
  Optional<Subscription> subscription(Tx tx, SubscriptionId id);

  /// All of them, by id.
  List<Subscription> subscriptions(Tx tx);

  /// False when the id is taken; then nothing has changed.
  boolean addSubscription(Tx tx, Approved<Subscription> subscription);

  /// Writes the tags and nothing else.
  void retag(Tx tx, Approved<Subscription> subscription);

  /// Names before their values.
  List<PredefinedTag> predefinedTags(Tx tx, SubscriptionId subscription);

  /// The one whose name is that but for its case, and whose value is that.
  Optional<PredefinedTag> predefinedTag(Tx tx, PredefinedTag like);

  /// Names and values.
  long countPredefinedTags(Tx tx, SubscriptionId subscription);

  /// False when it was there.
  boolean addPredefinedTag(Tx tx, Approved<PredefinedTag> tag);

  /// A name goes with its values. False when it was not there.
  boolean removePredefinedTag(Tx tx, Approved<PredefinedTag> tag);

  Optional<ResourceGroup> group(Tx tx, SubscriptionId subscription, GroupName name);

  /// Like [#group], and nobody else changes or fills the group until this transaction ends.
  Optional<ResourceGroup> lockGroup(Tx tx, SubscriptionId subscription, GroupName name);

  /// In the order of canonical names.
  List<ResourceGroup> groups(Tx tx, SubscriptionId subscription, PageRequest page);

  /// Adds or replaces.
  void saveGroup(Tx tx, Approved<ResourceGroup> group);

  void removeGroup(Tx tx, Approved<ResourceGroup> group);
}
