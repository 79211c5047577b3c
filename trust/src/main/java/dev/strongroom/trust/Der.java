package dev.strongroom.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// The byte forms that providers and other programs exchange, one for each key: what one provider
/// writes, another may write differently.
final class Der {
  private static final byte UNCOMPRESSED = 4;
  private static final int LONG_FORM = 0x80;

  private Der() {}

  /// Big-endian, without leading zeros.
  static byte[] unsigned(BigInteger number) {
    return fixed(number, Math.max(1, (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE));
  }

  /// Big-endian, with zeros up to `length`.
  static byte[] fixed(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] out = new byte[length];
    int skip = Math.max(0, signed.length - length);
    System.arraycopy(signed, skip, out, length - (signed.length - skip), signed.length - skip);
    Arrays.fill(signed, (byte) 0);
    return out;
  }

  /// How many of these bytes are the element that they begin with; at most all of them.
  static int length(byte[] bytes) {
    int first = bytes[1] & 0xff;
    int more = first < LONG_FORM ? 0 : first - LONG_FORM;
    int length = more == 0 ? first : new BigInteger(1, bytes, 2, more).intValueExact();
    return Math.min(bytes.length, 2 + more + length);
  }

  /// `04 x y`, the form of a point that everybody reads.
  static byte[] point(byte[] x, byte[] y) {
    byte[] point = new byte[1 + x.length + y.length];
    point[0] = UNCOMPRESSED;
    System.arraycopy(x, 0, point, 1, x.length);
    System.arraycopy(y, 0, point, 1 + x.length, y.length);
    return point;
  }

  static byte[] spki(PublicJwk key) {
    return switch (key) {
      case PublicJwk.Rsa rsa ->
          spki(
              rsa(),
              bytes(new RSAPublicKey(new BigInteger(1, rsa.n()), new BigInteger(1, rsa.e()))));
      case PublicJwk.Ec ec -> spki(ec(ec.spec()), point(ec.x(), ec.y()));
      case PublicJwk.MlDsa set -> spki(mlDsa(set.spec()), set.pub());
    };
  }

  static SecretBytes pkcs8(RSAPrivateKey key) {
    return pkcs8(rsa(), key);
  }

  static SecretBytes pkcs8(PublicJwk.Ec open, BigInteger secret) {
    int bits = open.spec().bytes() * Byte.SIZE;
    return pkcs8(
        ec(open.spec()),
        new ECPrivateKey(bits, secret, new DERBitString(point(open.x(), open.y())), null));
  }

  /// RFC 9881, 6: the seed alone, as `[0] IMPLICIT OCTET STRING`.
  static SecretBytes pkcs8(KeySpec.MlDsa spec, SecretBytes seed) {
    return pkcs8(mlDsa(spec), new DERTaggedObject(false, 0, new DEROctetString(seed.reveal())));
  }

  static byte[] ecdsa(byte[] jose) {
    int half = jose.length / 2;
    BigInteger r = new BigInteger(1, jose, 0, half);
    BigInteger s = new BigInteger(1, jose, half, half);
    return bytes(new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s)}));
  }

  static byte[] jose(byte[] ecdsa, int half) {
    ASN1Sequence both = ASN1Sequence.getInstance(ecdsa);
    byte[] jose = new byte[2 * half];
    for (int i = 0; i < 2; i += 1) {
      BigInteger number = ASN1Integer.getInstance(both.getObjectAt(i)).getPositiveValue();
      System.arraycopy(fixed(number, half), 0, jose, i * half, half);
    }
    return jose;
  }

  static AlgorithmIdentifier rsa() {
    return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
  }

  static AlgorithmIdentifier ec(KeySpec.Ec spec) {
    return new AlgorithmIdentifier(
        X9ObjectIdentifiers.id_ecPublicKey, ECNamedCurveTable.getOID(spec.secName()));
  }

  /// The curve's name alone, which is what a token calls `CKA_EC_PARAMS`.
  static byte[] curve(KeySpec.Ec spec) {
    return bytes((ASN1ObjectIdentifier) ec(spec).getParameters());
  }

  static AlgorithmIdentifier mlDsa(KeySpec.MlDsa spec) {
    ASN1ObjectIdentifier id =
        switch (spec) {
          case ML_DSA_44 -> NISTObjectIdentifiers.id_ml_dsa_44;
          case ML_DSA_65 -> NISTObjectIdentifiers.id_ml_dsa_65;
          case ML_DSA_87 -> NISTObjectIdentifiers.id_ml_dsa_87;
        };
    return new AlgorithmIdentifier(id);
  }

  private static byte[] spki(AlgorithmIdentifier algorithm, byte[] key) {
    return bytes(new SubjectPublicKeyInfo(algorithm, key));
  }

  private static SecretBytes pkcs8(AlgorithmIdentifier algorithm, ASN1Encodable key) {
    try {
      return SecretBytes.owning(bytes(new PrivateKeyInfo(algorithm, key)));
    } catch (IOException impossible) {
      throw new IllegalStateException("a key cannot be encoded", impossible);
    }
  }

  private static byte[] bytes(org.bouncycastle.asn1.ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException impossible) {
      throw new IllegalStateException("a key cannot be encoded", impossible);
    }
  }
}
