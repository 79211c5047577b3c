package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/// An EC or ML-DSA key in this process: it signs, and that is all.
final class SigningPair implements SoftwarePair, SigningOnly {
  private final VerifyingHalf open;
  private final PrivateHalf secret;

  SigningPair(VerifyingHalf open, PrivateHalf secret) {
    this.open = open;
    this.secret = secret;
  }

  @Override
  public VerifyingHalf open() {
    return open;
  }

  @Override
  public PrivateHalf secret() {
    return secret;
  }

  @Override
  public byte[] sign(SignatureAlgorithm algorithm, SignatureInput input) {
    byte[] prepared = open.prepared(algorithm, input);
    try {
      byte[] signature = secret.use(key -> signed(key, prepared));
      return spec() instanceof KeySpec.Ec ec ? Der.jose(signature, ec.bytes()) : signature;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot sign with " + algorithm, broken);
    }
  }

  private byte[] signed(PrivateKey key, byte[] prepared) throws GeneralSecurityException {
    Signature signature = open.signature();
    signature.initSign(key);
    signature.update(prepared);
    return signature.sign();
  }

  @Override
  public String toString() {
    return "SigningPair[" + spec().label() + "]";
  }
}
