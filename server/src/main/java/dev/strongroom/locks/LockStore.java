package dev.strongroom.locks;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import java.util.List;

/// Keeps the locks (generation `locks`). They are few and asked for by every write of the control
/// plane, so all of them are read as a whole.
public interface LockStore {
  /// In the order of scope and name.
  List<Lock> all(Tx tx);

  /// Adds or replaces.
  void save(Tx tx, Approved<Lock> lock);

  void remove(Tx tx, Approved<Lock> lock);

  /// Whether there is something at `scope` to lock.
  boolean lockable(Tx tx, ResourceId scope);
}
