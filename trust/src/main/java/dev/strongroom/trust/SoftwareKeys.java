package dev.strongroom.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/// Makes, imports and brings back keys whose private half lives in this process.
public final class SoftwareKeys {
  public static final int USUAL_EXPONENT = 65537;

  /// The Fermat primes, without 5, which nobody uses.
  private static final Set<Integer> EXPONENTS = Set.of(3, 17, 257, USUAL_EXPONENT);

  private final Providers providers;
  private final SecureRandom random;

  public SoftwareKeys(Providers providers, SecureRandom random) {
    this.providers = providers;
    this.random = random;
  }

  public SoftwareKey generate(KeySpec spec) {
    return switch (spec) {
      case KeySpec.Rsa rsa -> generate(rsa, USUAL_EXPONENT);
      case KeySpec.Ec ec -> tried(KeyImport.ec(ec, privateNumber(ec), Optional.empty()));
      case KeySpec.Oct oct -> {
        try (SecretBytes fresh = fresh(oct.bytes())) {
          yield tried(KeyImport.oct(fresh));
        }
      }
      case KeySpec.MlDsa set -> {
        try (SecretBytes seed = fresh(KeySpec.MlDsa.SEED_BYTES)) {
          yield tried(KeyImport.mlDsa(set, seed, Optional.empty()));
        }
      }
    };
  }

  /// @throws KeyRefused for an exponent other than 3, 17, 257 and 65537
  public SoftwareKey generate(KeySpec.Rsa spec, int exponent) {
    unlessUsual(exponent);
    KeyPairGenerator generator = providers.rsaGenerator();
    try {
      generator.initialize(
          new RSAKeyGenParameterSpec(spec.bits(), BigInteger.valueOf(exponent)), random);
      PrivateKeyInfo made =
          PrivateKeyInfo.getInstance(generator.generateKeyPair().getPrivate().getEncoded());
      return tried(KeyImport.rsa(RSAPrivateKey.getInstance(made.parsePrivateKey())));
    } catch (GeneralSecurityException | java.io.IOException broken) {
      throw new IllegalStateException("RSA keys cannot be made", broken);
    }
  }

  static void unlessUsual(int exponent) {
    if (!EXPONENTS.contains(exponent)) {
      throw Refuse.malformed("public_exponent", "is not one of 3, 17, 257 and 65537");
    }
  }

  /// @throws KeyRefused when it is not a sound key of a specification that we know
  public SoftwareKey importJwk(PrivateJwk key) {
    return tried(KeyImport.of(key));
  }

  /// What [KeyOperations#receive] gave, for a key pair; a symmetric key is imported as one.
  ///
  /// @throws KeyRefused when it is not a sound key of a specification that we know
  public SoftwareKey importPkcs8(SecretBytes pkcs8) {
    return tried(KeyImport.ofPkcs8(pkcs8));
  }

  /// Brings back a key from [SoftwareKey#encoded()].
  ///
  /// @throws Tampered when the bytes are not that
  public SoftwareKey decode(SecretBytes encoded) {
    return opened(KeyMaterial.decode(encoded));
  }

  /// The public half alone, which verifies, encrypts and wraps.
  public PublicKeyOperations open(PublicJwk key) {
    return half(key.spec(), Der.spki(key));
  }

  /// Wraps a key for whoever owns `target`.
  public byte[] send(PublicJwk.Rsa target, KeyTransport transport, SecretBytes key) {
    return AesWrap.send(rsaHalf(target.spec(), Der.spki(target)), transport, key, random);
  }

  private SoftwareKey opened(KeyMaterial material) {
    return switch (material.spec()) {
      case KeySpec.Rsa rsa ->
          new RsaKey(rsaHalf(rsa, material.spki()), privateHalf(material), random);
      case KeySpec.Ec ec ->
          new SigningPair(verifyingHalf(ec, material.spki()), privateHalf(material));
      case KeySpec.MlDsa set ->
          new SigningPair(verifyingHalf(set, material.spki()), privateHalf(material));
      case KeySpec.Oct oct -> {
        try (material) {
          yield new OctKey(oct, material.secret(), random);
        }
      }
    };
  }

  /// Both halves are tried on each other before anything is entrusted to them.
  private SoftwareKey tried(KeyMaterial material) {
    SoftwareKey key = opened(material);
    SignatureAlgorithm algorithm =
        switch (key.spec()) {
          case KeySpec.Rsa rsa -> SignatureAlgorithm.RS256;
          case KeySpec.Ec ec -> SignatureAlgorithm.of(ec);
          case KeySpec.Oct oct -> SignatureAlgorithm.HS256;
          case KeySpec.MlDsa set -> SignatureAlgorithm.of(set);
        };
    SignatureInput probe = new SignatureInput.Value(new byte[algorithm.hash().bytes()]);
    if (!key.verify(algorithm, probe, key.sign(algorithm, probe))) {
      throw new IllegalStateException("a new key does not verify its own signature");
    }
    return key;
  }

  /// The public half that a key keeps beside its private one.
  PublicHalf half(KeySpec spec, byte[] spki) {
    return spec instanceof KeySpec.Rsa rsa ? rsaHalf(rsa, spki) : verifyingHalf(spec, spki);
  }

  private RsaPublic rsaHalf(KeySpec.Rsa spec, byte[] spki) {
    return new RsaPublic(spec, (RSAPublicKey) publicKey(spec, spki), providers);
  }

  private VerifyingHalf verifyingHalf(KeySpec spec, byte[] spki) {
    PublicKey key = publicKey(spec, spki);
    PublicJwk jwk =
        switch (spec) {
          case KeySpec.Ec ec -> point(ec, (ECPublicKey) key);
          case KeySpec.MlDsa set ->
              new PublicJwk.MlDsa(
                  set, SubjectPublicKeyInfo.getInstance(spki).getPublicKeyData().getOctets());
          case KeySpec.Rsa rsa -> throw new IllegalStateException("RSA has its own half");
          case KeySpec.Oct oct -> throw new IllegalStateException("no public half");
        };
    return new VerifyingHalf(jwk, key, providers);
  }

  private static PublicJwk point(KeySpec.Ec spec, ECPublicKey key) {
    return new PublicJwk.Ec(
        spec,
        Der.fixed(key.getW().getAffineX(), spec.bytes()),
        Der.fixed(key.getW().getAffineY(), spec.bytes()));
  }

  private PublicKey publicKey(KeySpec spec, byte[] spki) {
    try {
      return providers.keyFactory(spec).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException malformed) {
      throw new Tampered("not a public key of " + spec.label());
    }
  }

  private PrivateHalf privateHalf(KeyMaterial material) {
    KeyFactory factory = providers.keyFactory(material.spec());
    try {
      return new PrivateHalf(
          material, factory.generatePrivate(new PKCS8EncodedKeySpec(material.secret().reveal())));
    } catch (GeneralSecurityException malformed) {
      throw new Tampered("not a private key of " + material.spec().label());
    }
  }

  /// A number from 1 to the order of the curve, by rejection (FIPS 186-5, A.2.2).
  private BigInteger privateNumber(KeySpec.Ec spec) {
    BigInteger order = CustomNamedCurves.getByName(spec.secName()).getN();
    while (true) {
      BigInteger candidate = new BigInteger(order.bitLength(), random);
      if (candidate.signum() > 0 && candidate.compareTo(order) < 0) {
        return candidate;
      }
    }
  }

  private SecretBytes fresh(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return SecretBytes.owning(bytes);
  }
}
