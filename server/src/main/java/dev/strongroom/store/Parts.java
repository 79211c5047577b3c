package dev.strongroom.store;

import java.util.Set;
import java.util.TreeSet;

/// Which parts of a cached value a change was about.
///
/// @param all whether it may be any; then no names are kept
record Parts(boolean all, Set<String> names) {
  static final Parts NONE = new Parts(false, Set.of());
  static final Parts ALL = new Parts(true, Set.of());

  /// From here on reading everything is no dearer.
  static final int MAX = 500;

  static Parts of(String name) {
    return new Parts(false, Set.of(name));
  }

  Parts and(Parts other) {
    if (all || other.all) {
      return ALL;
    }
    Set<String> both = new TreeSet<>(names);
    both.addAll(other.names);
    return both.size() > MAX ? ALL : new Parts(false, both);
  }
}
