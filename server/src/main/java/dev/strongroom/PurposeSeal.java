package dev.strongroom;

import dev.strongroom.identity.ServerSeal;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.trust.SecretBytes;

/// Seals under the server's key for one purpose.
record PurposeSeal(Sealing sealing, String purpose) implements ServerSeal {
  @Override
  public byte[] seal(SecretBytes value) {
    return sealing.sealForServer(purpose, value);
  }

  @Override
  public SecretBytes open(byte[] sealed) {
    return sealing.openForServer(purpose, sealed);
  }
}
