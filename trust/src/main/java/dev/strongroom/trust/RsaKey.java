package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/// An RSA key in this process.
final class RsaKey implements SoftwarePair, RsaPair {
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
  public SecretBytes opened(KeyAlgorithm algorithm, Optional<Hash> oaep, byte[] bytes) {
    try {
      return SecretBytes.owning(
          secret.use(key -> open.cipher(Cipher.DECRYPT_MODE, oaep, key).doFinal(bytes)));
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
