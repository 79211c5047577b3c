package dev.strongroom.groups;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;

/// Keeps management groups and the places of subscriptions. Every write changes what roles reach at
/// its commit.
public interface GroupStore {
  /// All of it; kept in memory while nothing changes.
  Tree tree(Tx tx);

  /// Adds or replaces.
  void save(Tx tx, Approved<ManagementGroup> group);

  void remove(Tx tx, Approved<ManagementGroup> group);

  void place(Tx tx, Approved<SubscriptionPlace> place);
}
