package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/// A key pair that signs: tokens with RS256, checkpoints of the audit log with Ed25519.
public final class SigningKey {
  public enum Kind {
    /// RSA-2048, PKCS #1 v1.5 with SHA-256: what every client library of Azure verifies.
    RS256(
        Algorithms.RSA,
        Algorithms.RS256,
        new RSAKeyGenParameterSpec(Algorithms.RSA_BITS, RSAKeyGenParameterSpec.F4)),
    /// ECDSA on P-256 with SHA-256; signatures in ASN.1 form.
    ES256(Algorithms.EC, Algorithms.ES256, new ECGenParameterSpec("secp256r1")),
    ED25519(Algorithms.ED25519, Algorithms.ED25519, NamedParameterSpec.ED25519);

    private final String family;
    private final String signature;
    private final AlgorithmParameterSpec size;

    Kind(String family, String signature, AlgorithmParameterSpec size) {
      this.family = family;
      this.signature = signature;
      this.size = size;
    }

    String family() {
      return family;
    }

    String signature() {
      return signature;
    }
  }

  private static final int ED25519_BYTES = 32;

  private final Kind kind;
  private final PrivateKey secret;
  private final PublicKey open;
  private final Providers providers;

  private SigningKey(Kind kind, PrivateKey secret, PublicKey open, Providers providers) {
    this.kind = kind;
    this.secret = secret;
    this.open = open;
    this.providers = providers;
  }

  public static SigningKey generate(Kind kind, Providers providers, SecureRandom random) {
    KeyPairGenerator generator = providers.keyPairGenerator(kind);
    try {
      generator.initialize(kind.size, random);
    } catch (InvalidAlgorithmParameterException unknown) {
      throw new IllegalStateException("the provider does not offer " + kind, unknown);
    }
    KeyPair pair = generator.generateKeyPair();
    return new SigningKey(kind, pair.getPrivate(), pair.getPublic(), providers);
  }

  /// Brings back a pair from its two exports; they are tried on each other first.
  ///
  /// @throws Tampered when they are not a pair of this kind
  public static SigningKey of(Kind kind, SecretBytes pkcs8, byte[] spki, Providers providers) {
    try {
      PrivateKey secret =
          providers.keyFactory(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8.reveal()));
      SigningKey pair =
          new SigningKey(kind, secret, readPublicKey(kind, spki, providers), providers);
      if (verify(kind, pair.open, spki, pair.sign(spki), providers)) {
        return pair;
      }
    } catch (GeneralSecurityException malformed) {
      throw new Tampered("not a key pair of kind " + kind);
    }
    throw new Tampered("a private and a public key that do not belong together");
  }

  /// @throws GeneralSecurityException when `spki` is not a public key of this kind
  public static PublicKey readPublicKey(Kind kind, byte[] spki, Providers providers)
      throws GeneralSecurityException {
    return providers.keyFactory(kind).generatePublic(new X509EncodedKeySpec(spki));
  }

  public Kind kind() {
    return kind;
  }

  public byte[] sign(byte[] message) {
    try {
      Signature signature = providers.signature(kind);
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("cannot sign with " + kind, broken);
    }
  }

  /// Whether `signature` is one of `message` by this key; false for anything malformed.
  public static boolean verify(
      Kind kind, PublicKey by, byte[] message, byte[] signature, Providers providers) {
    try {
      Signature verifier = providers.signature(kind);
      verifier.initVerify(by);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  public PublicKey publicKey() {
    return open;
  }

  /// For libraries that sign themselves (JWT). It prints nothing of itself.
  public PrivateKey privateKey() {
    return secret;
  }

  /// The private key as PKCS #8, to be sealed.
  public SecretBytes pkcs8() {
    return SecretBytes.owning(secret.getEncoded());
  }

  /// The public key as SubjectPublicKeyInfo.
  public byte[] spki() {
    return open.getEncoded();
  }

  /// The 32 bytes of an Ed25519 public key as in RFC 8032; C2SP key names and ids are made of them.
  public byte[] rawEd25519() {
    if (kind != Kind.ED25519) {
      throw new IllegalStateException("only Ed25519 keys have a raw form, not " + kind);
    }
    byte[] spki = spki();
    return Arrays.copyOfRange(spki, spki.length - ED25519_BYTES, spki.length);
  }

  @Override
  public String toString() {
    return "SigningKey[" + kind + "]";
  }
}
