package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.security.SecureRandom;
import java.util.Optional;

/// Tries a new key on itself: what its public half was told to be is what the token holds.
final class HsmProof {
  private final SoftwareKeys software;
  private final SecureRandom random;

  HsmProof(SoftwareKeys software, SecureRandom random) {
    this.software = software;
    this.random = random;
  }

  /// @throws IllegalStateException when it fails
  void of(KeyOperations key, HsmKeyPurpose purpose) {
    switch (key.spec()) {
      case KeySpec.Rsa rsa -> {
        if (purpose == HsmKeyPurpose.IMPORT) {
          brings((HsmRsaKey) key);
        } else {
          signs(key, SignatureAlgorithm.RS256);
        }
      }
      case KeySpec.Ec ec -> signs(key, SignatureAlgorithm.of(ec));
      case KeySpec.Oct oct -> opens(key, oct);
      case KeySpec.MlDsa set -> throw Refuse.notOffered(set.label() + " keys");
    }
  }

  /// Signing verifies.
  private static void signs(KeyOperations key, SignatureAlgorithm algorithm) {
    key.sign(algorithm, new SignatureInput.Value(new byte[algorithm.hash().bytes()]));
  }

  private void opens(KeyOperations key, KeySpec.Oct oct) {
    EncryptionAlgorithm algorithm =
        switch (oct) {
          case OCT_128 -> EncryptionAlgorithm.A128CBC;
          case OCT_192 -> EncryptionAlgorithm.A192CBC;
          case OCT_256 -> EncryptionAlgorithm.A256CBC;
        };
    try (SecretBytes block = fresh(Algorithms.AES_BLOCK_BYTES);
        SecretBytes back = back(key, algorithm, block)) {
      unless(back.equals(block));
    }
  }

  /// A token without CBC may have enough for wrapping.
  private static SecretBytes back(
      KeyOperations key, EncryptionAlgorithm algorithm, SecretBytes block) {
    try {
      return key.decrypt(
          algorithm, key.encrypt(algorithm, block, Optional.empty(), Optional.empty()));
    } catch (KeyRefused lacking) {
      if (!(lacking.refusal() instanceof KeyRefusal.NotOffered)) {
        throw lacking;
      }
      EncryptionAlgorithm wrapping = EncryptionAlgorithm.CKM_AES_KEY_WRAP_PAD;
      return key.unwrap(wrapping, key.wrap(wrapping, block));
    }
  }

  /// An AES key under the public half has to open inside.
  private void brings(HsmRsaKey key) {
    PublicJwk.Rsa open = (PublicJwk.Rsa) key.publicJwk().orElseThrow();
    byte[] wrapped;
    try (SecretBytes aes = fresh(Algorithms.AES_KEY_BYTES)) {
      wrapped = software.open(open).wrap(EncryptionAlgorithm.RSA_OAEP, aes);
    }
    Mechanism oaep = new Mechanism.Oaep(Ck.CKM_SHA_1);
    try {
      key.object()
          .use((session, kek) -> {
            var template = HsmTemplate.brief(Ck.CKK_AES, Ck.CKA_UNWRAP);
            long made = session.cryptoki().unwrapKey(session.id(), oaep, kek, wrapped, template);
            session.cryptoki().destroyObject(session.id(), made);
            return made;
          });
    } catch (CryptokiFailure refused) {
      throw new IllegalStateException(
          "a new key in the HSM opens nothing: " + refused.getMessage());
    }
  }

  private SecretBytes fresh(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return SecretBytes.owning(bytes);
  }

  private static void unless(boolean sound) {
    if (!sound) {
      throw new IllegalStateException("a new key in the HSM does not open what it sealed");
    }
  }
}
