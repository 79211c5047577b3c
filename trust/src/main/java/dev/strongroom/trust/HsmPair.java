package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.CryptokiFailure;

/// A key of two halves, of which the private one is in a token and the public one is here.
sealed interface HsmPair extends TwoHalves permits HsmRsaKey, HsmEcKey {
  HsmObject object();

  /// A signature as the token made it.
  byte[] signed(SignatureAlgorithm algorithm, SignatureInput input);

  /// No signature leaves that the public half does not confirm: a fault inside a token can give a
  /// key away, and a handle that means another key by now would sign in its name.
  @Override
  default byte[] sign(SignatureAlgorithm algorithm, SignatureInput input) {
    byte[] signature;
    try {
      signature = signed(algorithm, input);
    } catch (CryptokiFailure failed) {
      throw new IllegalStateException("the HSM cannot sign: " + failed.getMessage());
    }
    if (!verify(algorithm, input, signature)) {
      throw new IllegalStateException("the HSM made a signature that is none of its key");
    }
    return signature;
  }

  /// The key stays in the token.
  @Override
  default void close() {
    object().close();
  }
}
