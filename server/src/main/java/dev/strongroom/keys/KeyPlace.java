package dev.strongroom.keys;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.VaultId;

/// Which version of which key of which vault a key that is made will be. A home may mark its key
/// with it, so that it finds what was never stored.
public record KeyPlace(VaultId vault, ObjectName name, ObjectVersion version) {}
