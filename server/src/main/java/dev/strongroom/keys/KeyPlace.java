package dev.strongroom.keys;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultId;
import dev.strongroom.trust.HsmKeyName;

/// Which version of which key of which vault a key that is made will be. A home may mark its key
/// with it, so that it finds what was never stored.
public record KeyPlace(VaultId vault, ObjectName name, ObjectVersion version) {
  HsmKeyName inHsm() {
    return new HsmKeyName(vault.toString(), name.canonical(), version.hex());
  }
}
