package dev.strongroom.trust;

import dev.strongroom.trust.KeyRefusal.Part;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/// An RSA key in this process.
final class RsaKey implements SoftwarePair {
  private final RsaPublic open;
  private final PrivateHalf secret;
  private final SecureRandom random;

  RsaKey(RsaPublic open, PrivateHalf secret, SecureRandom random) {
    this.open = open;
    this.secret = secret;
    this.random = random;
  }

  @Override
  public RsaPublic open() {
    return open;
  }

  @Override
  public PrivateHalf secret() {
    return secret;
  }

  @Override
  public byte[] sign(SignatureAlgorithm algorithm, SignatureInput input) {
    byte[] digest = open.digest(algorithm, input);
    byte[] encoded =
        switch (algorithm.scheme()) {
          case PSS -> RsaPadding.pss(open.spec(), algorithm.hash(), digest, random);
          case PKCS1, PKCS1_BARE ->
              RsaPadding.pkcs1(open.spec(), algorithm.hash().header(), digest);
          case ECDSA, HMAC, ML_DSA -> throw new IllegalStateException("not of RSA: " + algorithm);
        };
    try {
      return secret.use(key -> open.bare(key, encoded));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA cannot sign", broken);
    }
  }

  @Override
  public SecretBytes decrypt(EncryptionAlgorithm algorithm, Ciphertext ciphertext) {
    Refuse.unlessFits(algorithm, spec(), KeyUse.DECRYPT);
    Refuse.given(algorithm, Part.IV, ciphertext.iv());
    Refuse.given(algorithm, Part.AAD, ciphertext.aad());
    Refuse.given(algorithm, Part.TAG, ciphertext.tag());
    return unpadded(algorithm, ciphertext.bytes());
  }

  @Override
  public SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] wrapped) {
    Refuse.unlessFits(algorithm, spec(), KeyUse.UNWRAP);
    return unpadded(algorithm, wrapped);
  }

  @Override
  public SecretBytes receive(KeyTransport transport, byte[] wrapped) {
    int size = open.spec().bytes();
    Refuse.unlessLong(transport, Part.CIPHERTEXT, AesWrap.transported(size), wrapped.length);
    byte[] first = Arrays.copyOf(wrapped, size);
    byte[] rest = Arrays.copyOfRange(wrapped, size, wrapped.length);
    try (SecretBytes temporary =
        opened(transport, first, key -> open.oaep(Cipher.DECRYPT_MODE, transport.hash(), key))) {
      return AesWrap.received(transport, temporary, rest);
    }
  }

  private SecretBytes unpadded(EncryptionAlgorithm algorithm, byte[] bytes) {
    Refuse.unlessLong(
        algorithm, Part.CIPHERTEXT, Lengths.exactly(open.spec().bytes()), bytes.length);
    return opened(algorithm, bytes, key -> open.cipher(Cipher.DECRYPT_MODE, algorithm.mode(), key));
  }

  /// Says the same whatever is wrong with the bytes.
  private SecretBytes opened(KeyAlgorithm algorithm, byte[] bytes, PrivateHalf.Use<Cipher> cipher) {
    if (!open.belowModulus(bytes)) {
      throw Refuse.undecryptable(algorithm);
    }
    try {
      return SecretBytes.owning(secret.use(key -> cipher.with(key).doFinal(bytes)));
    } catch (BadPaddingException wrong) {
      throw Refuse.undecryptable(algorithm);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA cannot decrypt", broken);
    }
  }

  @Override
  public String toString() {
    return "RsaKey[" + spec().label() + "]";
  }
}
