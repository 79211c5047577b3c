package dev.strongroom.localroles;

import dev.strongroom.access.VaultAccess;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// Finds what guards the data plane of a managed HSM.
@FunctionalInterface
public interface LocalHsms {
  /// @param activated whether somebody holds its security domain
  record Guarded(VaultAccess access, boolean activated) {}

  /// The HSM that answers to `name` now; empty when there is none or it is deleted.
  Optional<Guarded> find(Tx tx, VaultName name);
}
