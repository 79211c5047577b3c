package dev.strongroom.trust;

import java.util.Optional;

/// What anybody can do who has the public half of a key.
///
/// Every method throws [KeyRefused] when algorithm, lengths or input do not fit the key.
public interface PublicKeyOperations {
  KeySpec spec();

  /// Whether `signature` is one of `input` by this key; false for anything malformed. EC signatures
  /// are in the form of JOSE: r and s, each of the curve's length.
  boolean verify(SignatureAlgorithm algorithm, SignatureInput input, byte[] signature);

  /// @param iv for CBC, where none means a fresh one; no other mode takes it
  /// @param aad for GCM
  Ciphertext encrypt(
      EncryptionAlgorithm algorithm,
      SecretBytes plaintext,
      Optional<byte[]> iv,
      Optional<byte[]> aad);

  byte[] wrap(EncryptionAlgorithm algorithm, SecretBytes key);
}
