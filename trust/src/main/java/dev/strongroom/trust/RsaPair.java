package dev.strongroom.trust;

import dev.strongroom.trust.KeyRefusal.Part;
import java.util.Arrays;
import java.util.Optional;

/// An RSA key with its private half, wherever that is: what is looked at before anything is
/// decrypted.
sealed interface RsaPair extends KeyOperations permits RsaKey, HsmRsaKey {
  RsaPublic open();

  /// Decrypts what is as long as the modulus and below it. Says the same whatever is wrong with it.
  ///
  /// @param oaep the hash inside OAEP; none for PKCS #1 v1.5
  SecretBytes opened(KeyAlgorithm algorithm, Optional<Hash> oaep, byte[] bytes);

  @Override
  default SecretBytes decrypt(EncryptionAlgorithm algorithm, Ciphertext ciphertext) {
    Refuse.unlessFits(algorithm, spec(), KeyUse.DECRYPT);
    Refuse.given(algorithm, Part.IV, ciphertext.iv());
    Refuse.given(algorithm, Part.AAD, ciphertext.aad());
    Refuse.given(algorithm, Part.TAG, ciphertext.tag());
    return unpadded(algorithm, ciphertext.bytes());
  }

  @Override
  default SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] wrapped) {
    Refuse.unlessFits(algorithm, spec(), KeyUse.UNWRAP);
    return unpadded(algorithm, wrapped);
  }

  @Override
  default SecretBytes receive(KeyTransport transport, byte[] wrapped) {
    int size = open().spec().bytes();
    Refuse.unlessLong(transport, Part.CIPHERTEXT, AesWrap.transported(size), wrapped.length);
    byte[] first = Arrays.copyOf(wrapped, size);
    byte[] rest = Arrays.copyOfRange(wrapped, size, wrapped.length);
    try (SecretBytes temporary = below(transport, Optional.of(transport.hash()), first)) {
      return AesWrap.received(transport, temporary, rest);
    }
  }

  private SecretBytes unpadded(EncryptionAlgorithm algorithm, byte[] bytes) {
    Refuse.unlessLong(
        algorithm, Part.CIPHERTEXT, Lengths.exactly(open().spec().bytes()), bytes.length);
    return below(algorithm, RsaPublic.oaep(algorithm.mode()), bytes);
  }

  private SecretBytes below(KeyAlgorithm algorithm, Optional<Hash> oaep, byte[] bytes) {
    if (!open().belowModulus(bytes)) {
      throw Refuse.undecryptable(algorithm);
    }
    return opened(algorithm, oaep, bytes);
  }
}
