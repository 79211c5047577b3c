package dev.strongroom.trust;

import java.util.Optional;

/// A key pair, wherever its private half is: what the public half, which is here, does alone.
sealed interface TwoHalves extends KeyOperations permits SoftwarePair, HsmPair {
  PublicHalf open();

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
}
