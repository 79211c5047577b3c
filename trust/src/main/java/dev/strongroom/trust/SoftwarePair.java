package dev.strongroom.trust;

/// A key of two halves: what each of them does alone.
sealed interface SoftwarePair extends SoftwareKey, TwoHalves permits RsaKey, SigningPair {
  PrivateHalf secret();

  @Override
  default SecretBytes encoded() {
    return secret().encoded();
  }

  @Override
  default SecretBytes exported() {
    return secret().exported();
  }

  @Override
  default void close() {
    secret().close();
  }
}
