package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/// The public keys that people's authenticators may have: P-256, RSA of 2,048 to 4,096 bits,
/// Ed25519.
public final class PasskeyKey {
  private static final int P256_BITS = 256;
  private static final int MAX_RSA_BITS = 4_096;

  private PasskeyKey() {}

  /// Reads SubjectPublicKeyInfo; empty for a key of another kind, or one that is too weak.
  public static Optional<PublicKey> read(byte[] spki) {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(spki);
    for (String kind : List.of(Algorithms.EC, Algorithms.RSA, Algorithms.ED25519)) {
      try {
        return Optional.of(KeyFactory.getInstance(kind).generatePublic(encoded))
            .filter(PasskeyKey::strong);
      } catch (GeneralSecurityException anotherKind) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static boolean strong(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec -> ec.getParams().getOrder().bitLength() == P256_BITS;
      case RSAPublicKey rsa ->
          rsa.getModulus().bitLength() >= Algorithms.RSA_BITS
              && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
      case EdECPublicKey _ -> true;
      default -> false;
    };
  }
}
