package dev.strongroom.keys;

import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.ObjectPath;
import java.time.Instant;
import java.util.Optional;

/// Where rotation policies lie. A policy belongs to its key: it is deleted, recovered and purged
/// with it.
public interface RotationStore {
  /// Empty when the key was given none.
  Optional<RotationPolicy> policy(Tx tx, VaultFacts vault, ObjectName name);

  void set(Tx tx, VaultFacts vault, Approved<KeyRotation> rotation);

  /// The living key of a living vault that has been due the longest.
  Optional<ObjectPath> due(Tx tx, Instant now);
}
