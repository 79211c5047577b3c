package dev.strongroom.vaults;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;

/// What lies in a resource group beside vaults, and goes with it.
@FunctionalInterface
public interface GroupMembers {
  /// Deletes all of it, for good.
  void deleteAll(Work work, ResourceGroup group);

  /// For what needs no decision of its own.
  static GroupMembers rows(Rows rows) {
    return (work, group) -> rows.removeAll(work.tx(), work.approve(group));
  }

  /// Deletes the rows that belong to a group.
  @FunctionalInterface
  interface Rows {
    void removeAll(Tx tx, Approved<ResourceGroup> group);
  }
}
