package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/// Checks what authenticators of people sign: ES256 on P-256, RS256 from 2048 bits on, Ed25519. The
/// key decides the algorithm, never the message.
public final class SignatureCheck {
  private static final int P256_BITS = 256;
  private static final int MAX_RSA_BITS = 4_096;

  private SignatureCheck() {}

  /// Whether we can check with this key (SubjectPublicKeyInfo), and trust it to be strong.
  public static boolean usable(byte[] spki) {
    return key(spki).flatMap(SignatureCheck::algorithm).isPresent();
  }

  public static boolean holds(byte[] spki, byte[] message, byte[] signature) {
    Optional<PublicKey> key = key(spki);
    Optional<String> algorithm = key.flatMap(SignatureCheck::algorithm);
    if (algorithm.isEmpty()) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(algorithm.get());
      verifier.initVerify(key.get());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  private static Optional<String> algorithm(PublicKey key) {
    return switch (key) {
      case ECPublicKey ec when ec.getParams().getOrder().bitLength() == P256_BITS ->
          Optional.of(Algorithms.ES256);
      case RSAPublicKey rsa
          when rsa.getModulus().bitLength() >= Algorithms.RSA_BITS
              && rsa.getModulus().bitLength() <= MAX_RSA_BITS ->
          Optional.of(Algorithms.RS256);
      case EdECPublicKey _ -> Optional.of(Algorithms.ED25519);
      default -> Optional.empty();
    };
  }

  private static Optional<PublicKey> key(byte[] spki) {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(spki);
    for (String kind : List.of(Algorithms.EC, Algorithms.RSA, Algorithms.ED25519)) {
      try {
        return Optional.of(KeyFactory.getInstance(kind).generatePublic(encoded));
      } catch (GeneralSecurityException anotherKind) {
        continue;
      }
    }
    return Optional.empty();
  }
}
