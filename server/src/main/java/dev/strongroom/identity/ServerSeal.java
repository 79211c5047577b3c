package dev.strongroom.identity;

import dev.strongroom.trust.SecretBytes;

/// Seals private token keys under the server's key for them (`sealing.Sealing#sealForServer` with
/// the purpose `token-signing`).
public interface ServerSeal {
  byte[] seal(SecretBytes value);

  /// @throws dev.strongroom.trust.Tampered when these bytes were not sealed here for this purpose
  SecretBytes open(byte[] sealed);
}
