package dev.strongroom;

import dev.strongroom.identity.ServerSeal;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.sealing.ServerPurposes;
import dev.strongroom.trust.SecretBytes;

/// Token signing keys are sealed under the server's key for them.
record TokenKeySeal(Sealing sealing) implements ServerSeal {
  @Override
  public byte[] seal(SecretBytes value) {
    return sealing.sealForServer(ServerPurposes.TOKEN_SIGNING, value);
  }

  @Override
  public SecretBytes open(byte[] sealed) {
    return sealing.openForServer(ServerPurposes.TOKEN_SIGNING, sealed);
  }
}
