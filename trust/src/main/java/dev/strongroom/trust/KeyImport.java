package dev.strongroom.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/// From what a stranger calls a key to [KeyMaterial], or to a refusal that names the member at
/// fault. Every relation between the numbers is checked, because a key that is subtly wrong gives
/// itself away with its first signature.
///
/// The numbers pass through objects that cannot be wiped; they are short-lived.
final class KeyImport {

  private KeyImport() {}

  static KeyMaterial of(PrivateJwk key) {
    return switch (key) {
      case PrivateJwk.Rsa rsa -> rsa(numbers(rsa));
      case PrivateJwk.Ec ec ->
          ec(
              ec.spec(),
              secret(ec.d()),
              Optional.of(Der.point(trimmed(ec, ec.x(), "x"), trimmed(ec, ec.y(), "y"))));
      case PrivateJwk.Oct oct -> oct(oct.k());
      case PrivateJwk.MlDsa set -> mlDsa(set.spec(), set.seed(), set.pub());
    };
  }

  /// A key that arrived as PKCS #8, wrapped, in the member `key_hsm`.
  static KeyMaterial ofPkcs8(SecretBytes pkcs8) {
    PrivateKeyInfo info = parsed(() -> PrivateKeyInfo.getInstance(pkcs8.reveal()));
    ASN1ObjectIdentifier family = info.getPrivateKeyAlgorithm().getAlgorithm();
    if (family.equals(Der.rsa().getAlgorithm())) {
      return rsa(parsed(() -> RSAPrivateKey.getInstance(info.parsePrivateKey())));
    }
    for (KeySpec.Ec spec : KeySpec.Ec.values()) {
      if (Der.ec(spec).equals(info.getPrivateKeyAlgorithm())) {
        ECPrivateKey key = parsed(() -> ECPrivateKey.getInstance(info.parsePrivateKey()));
        return ec(spec, key.getKey(), Optional.empty());
      }
    }
    for (KeySpec.MlDsa spec : KeySpec.MlDsa.values()) {
      if (Der.mlDsa(spec).getAlgorithm().equals(family)) {
        return mlDsa(
            spec, parsed(() -> (MLDSAPrivateKeyParameters) PrivateKeyFactory.createKey(info)));
      }
    }
    throw Refuse.malformed("key_hsm", "is of an unknown kind of key or curve");
  }

  private interface Parser<T> {
    T parse() throws IOException;
  }

  /// The parser meets damage with exceptions of many kinds, so here, and only here, any will do.
  private static <T> T parsed(Parser<T> parser) {
    try {
      return Objects.requireNonNull(parser.parse());
    } catch (IOException | RuntimeException malformed) {
      throw Refuse.malformed("key_hsm", "is not a private key in PKCS #8");
    }
  }

  static KeyMaterial rsa(RSAPrivateKey key) {
    RsaCheck.unlessSound(key);
    KeySpec.Rsa spec = KeySpec.Rsa.ofBits(key.getModulus().bitLength()).orElseThrow();
    byte[] spki =
        Der.spki(
            new PublicJwk.Rsa(
                spec, Der.unsigned(key.getModulus()), Der.unsigned(key.getPublicExponent())));
    return new KeyMaterial(spec, spki, Der.pkcs8(key));
  }

  /// @param claimed the point that came along
  static KeyMaterial ec(KeySpec.Ec spec, BigInteger secret, Optional<byte[]> claimed) {
    X9ECParameters curve = CustomNamedCurves.getByName(spec.secName());
    if (secret.signum() <= 0 || secret.compareTo(curve.getN()) >= 0) {
      throw Refuse.malformed("d", "is not a private number of " + spec.label());
    }
    ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), secret).normalize();
    PublicJwk.Ec open =
        new PublicJwk.Ec(
            spec, point.getAffineXCoord().getEncoded(), point.getAffineYCoord().getEncoded());
    if (!Arrays.equals(
        Der.point(open.x(), open.y()), claimed.orElse(Der.point(open.x(), open.y())))) {
      throw Refuse.malformed("x", "and 'y' do not belong to 'd'");
    }
    return new KeyMaterial(spec, Der.spki(open), Der.pkcs8(open, secret));
  }

  static KeyMaterial oct(SecretBytes k) {
    KeySpec.Oct spec =
        KeySpec.Oct.ofBits(k.length() * Byte.SIZE)
            .orElseThrow(() -> Refuse.malformed("k", "is not 16, 24 or 32 bytes long"));
    return new KeyMaterial(spec, new byte[0], SecretBytes.owning(k.reveal().clone()));
  }

  static KeyMaterial mlDsa(KeySpec.MlDsa spec, SecretBytes seed, Optional<byte[]> claimed) {
    if (seed.length() != KeySpec.MlDsa.SEED_BYTES) {
      throw Refuse.malformed(
          "priv", "is not a seed of %d bytes".formatted(KeySpec.MlDsa.SEED_BYTES));
    }
    // It keeps the array that it is given, and wipes it.
    MLDSAPrivateKeyParameters made =
        new MLDSAPrivateKeyParameters(parameters(spec), seed.reveal().clone());
    byte[] pub = made.getPublicKey();
    made.destroy();
    if (!Arrays.equals(pub, claimed.orElse(pub))) {
      throw Refuse.malformed("pub", "does not belong to 'priv'");
    }
    return new KeyMaterial(spec, Der.spki(new PublicJwk.MlDsa(spec, pub)), Der.pkcs8(spec, seed));
  }

  private static KeyMaterial mlDsa(KeySpec.MlDsa spec, MLDSAPrivateKeyParameters key) {
    byte[] seed = key.getSeed();
    if (seed == null) {
      throw Refuse.malformed("key_hsm", "is an ML-DSA key without its seed");
    }
    try (SecretBytes owned = SecretBytes.owning(seed)) {
      return mlDsa(spec, owned, Optional.of(key.getPublicKey()));
    }
  }

  private static RSAPrivateKey numbers(PrivateJwk.Rsa rsa) {
    PrivateJwk.Factors factors = rsa.factors();
    return new RSAPrivateKey(
        new BigInteger(1, rsa.n()),
        new BigInteger(1, rsa.e()),
        secret(rsa.d()),
        secret(factors.p()),
        secret(factors.q()),
        secret(factors.dp()),
        secret(factors.dq()),
        secret(factors.qi()));
  }

  private static BigInteger secret(SecretBytes bytes) {
    return new BigInteger(1, bytes.reveal());
  }

  /// The coordinate in the curve's length, whatever zeros it came with.
  private static byte[] trimmed(PrivateJwk.Ec ec, byte[] coordinate, String member) {
    BigInteger number = new BigInteger(1, coordinate);
    if (number.bitLength() > ec.spec().bytes() * Byte.SIZE) {
      throw Refuse.malformed(member, "is not a coordinate of " + ec.spec().label());
    }
    return Der.fixed(number, ec.spec().bytes());
  }

  private static MLDSAParameters parameters(KeySpec.MlDsa spec) {
    return switch (spec) {
      case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
      case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
      case ML_DSA_87 -> MLDSAParameters.ml_dsa_87;
    };
  }
}
