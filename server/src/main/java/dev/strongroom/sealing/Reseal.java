package dev.strongroom.sealing;

import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;

/// A feature whose values can be sealed anew.
public interface Reseal {
  /// Opens at most `max` values of the vault that are sealed under a version below `newest`, and
  /// stores them sealed again. Deleted objects count too.
  ///
  /// @return how many it did; less than `max` means that none is left
  int reseal(Work work, VaultFacts vault, int newest, int max);
}
