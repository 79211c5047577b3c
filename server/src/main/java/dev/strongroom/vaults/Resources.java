package dev.strongroom.vaults;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.SubscriptionId;

/// What the operations on subscriptions and resource groups share.
public record Resources(ResourceStore store, Locations locations, Reading reading) {
  /// Refuses an unknown subscription; called after authorisation, so only a caller whose rights
  /// come from above learns that it is unknown.
  public Subscription subscription(Tx tx, SubscriptionId id) {
    return store
        .subscription(tx, id)
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "SubscriptionNotFound", "The subscription '" + id + "' could not be found.")
                .asException());
  }

  public ResourceGroup group(Tx tx, SubscriptionId id, GroupName name) {
    subscription(tx, id);
    return store.group(tx, id, name).orElseThrow(name::notFound);
  }

  public ResourceGroup lockGroup(Tx tx, SubscriptionId id, GroupName name) {
    subscription(tx, id);
    return store.lockGroup(tx, id, name).orElseThrow(name::notFound);
  }
}
