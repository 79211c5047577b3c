package dev.strongroom.access;

import dev.strongroom.kernel.Tx;
import dev.strongroom.model.PrincipalId;
import java.util.Set;

/// Which groups a principal is in. The directory answers it.
@FunctionalInterface
public interface Memberships {
  /// Every group that `principal` belongs to, directly or through other groups. The answer follows
  /// each change of the directory at the next request; while nothing changes it should be the same
  /// object, because the authoriser compares it on every request.
  Set<PrincipalId> groupsOf(Tx tx, PrincipalId principal);
}
