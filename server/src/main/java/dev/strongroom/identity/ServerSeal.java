package dev.strongroom.identity;

import dev.strongroom.identity.TokenKey.SealedKey;
import dev.strongroom.kernel.Tx;
import dev.strongroom.trust.SecretBytes;

/// Seals what belongs to the server as a whole. `purpose` is bound to the sealed bytes: they open
/// under no other.
public interface ServerSeal {
  SealedKey seal(Tx tx, String purpose, SecretBytes value);

  SecretBytes open(Tx tx, String purpose, SealedKey sealed);
}
