package dev.strongroom.trust;

/// A key pair that signs, wherever its private half is, and that is all.
sealed interface SigningOnly extends KeyOperations permits SigningPair, HsmEcKey {
  @Override
  default SecretBytes decrypt(EncryptionAlgorithm algorithm, Ciphertext ciphertext) {
    throw Refuse.notOf(spec(), algorithm);
  }

  @Override
  default SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] wrapped) {
    throw Refuse.notOf(spec(), algorithm);
  }

  @Override
  default SecretBytes receive(KeyTransport transport, byte[] wrapped) {
    throw Refuse.notOf(spec(), transport);
  }
}
