package dev.strongroom.trust;

import java.util.Optional;

/// A key of two halves: what each of them does alone.
sealed interface SoftwarePair extends SoftwareKey permits RsaKey, SigningPair {
  PublicHalf open();

  PrivateHalf secret();

  @Override
  default KeySpec spec() {
    return open().spec();
  }

  @Override
  default Optional<PublicJwk> publicJwk() {
    return Optional.of(open().jwk());
  }

  @Override
  default boolean verify(SignatureAlgorithm algorithm, SignatureInput input, byte[] signature) {
    return open().verify(algorithm, input, signature);
  }

  @Override
  default Ciphertext encrypt(
      EncryptionAlgorithm algorithm,
      SecretBytes plaintext,
      Optional<byte[]> iv,
      Optional<byte[]> aad) {
    return open().encrypt(algorithm, plaintext, iv, aad);
  }

  @Override
  default byte[] wrap(EncryptionAlgorithm algorithm, SecretBytes key) {
    return open().wrap(algorithm, key);
  }

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
