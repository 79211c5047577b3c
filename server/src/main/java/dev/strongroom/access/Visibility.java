package dev.strongroom.access;

import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.ResourceId;
import java.time.Instant;

/// For lists, which show a caller what it may read and nothing else: the gate lets every
/// authenticated caller ask, and the list asks here.
@FunctionalInterface
public interface Visibility {
  /// Whether the caller holds any role at `scope`, above it or below it; so it may know that the
  /// scope exists.
  boolean reaches(Tx tx, Caller caller, ResourceId scope, Instant now);
}
