package dev.strongroom.trust;

import java.security.SecureRandom;

/// What stands between a stopped server's disk and its root key.
public sealed interface Seal permits FileSeal, PassphraseSeal, Pkcs11Seal, OperatorsSeal {
  /// What every start prints: in plain words, who could open the data.
  String notice();

  /// Whether a root key has been made under this seal.
  boolean exists();

  /// Makes a new root key and puts it under this seal.
  ///
  /// @throws SealRefused when there is one already: it is never overwritten
  RootKey create(SecureRandom random);

  /// @throws SealRefused when the root key is not there or the seal does not open
  RootKey unseal(SecureRandom random);
}
