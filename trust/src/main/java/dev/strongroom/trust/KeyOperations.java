package dev.strongroom.trust;

import java.util.Optional;

/// A key with its private half, wherever that lives: in this process or in a token that never gives
/// it away. Safe for any number of threads.
///
/// Every method throws [KeyRefused] when algorithm, lengths or input do not fit the key.
public interface KeyOperations extends PublicKeyOperations, AutoCloseable {
  /// The public half; a symmetric key has none.
  Optional<PublicJwk> publicJwk();

  byte[] sign(SignatureAlgorithm algorithm, SignatureInput input);

  SecretBytes decrypt(EncryptionAlgorithm algorithm, Ciphertext ciphertext);

  SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] wrapped);

  /// The private key that was brought under this one: PKCS #8 for a pair, bare bytes for `oct`.
  SecretBytes receive(KeyTransport transport, byte[] wrapped);

  /// Lets go of the private half, and wipes it if it is here. Whoever uses the key from now on gets
  /// an [IllegalStateException].
  @Override
  void close();
}
