package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;

/// What a token shows of a key pair.
final class HsmPublicHalf {
  private static final byte UNCOMPRESSED = 4;

  private HsmPublicHalf() {}

  /// @param key either half
  static PublicJwk.Rsa rsa(Session session, long key) {
    BigInteger n = number(session, key, Ck.CKA_MODULUS);
    KeySpec.Rsa spec =
        KeySpec.Rsa.ofBits(n.bitLength())
            .orElseThrow(() -> Refuse.malformed("key_hsm", "is not 2048, 3072 or 4096 bits long"));
    BigInteger e = number(session, key, Ck.CKA_PUBLIC_EXPONENT);
    return new PublicJwk.Rsa(spec, Der.unsigned(n), Der.unsigned(e));
  }

  /// @param open the public half: a private one has no point
  static PublicJwk.Ec ec(Session session, KeySpec.Ec spec, long open) {
    byte[] point = session.cryptoki().attribute(session.id(), open, Ck.CKA_EC_POINT);
    int length = 1 + 2 * spec.bytes();
    // An OCTET STRING by the standard, bare in the tokens that read it otherwise.
    byte[] bare = point.length == length ? point : ASN1OctetString.getInstance(point).getOctets();
    if (bare.length != length || bare[0] != UNCOMPRESSED) {
      throw new IllegalStateException("the token shows no point of " + spec.label());
    }
    return new PublicJwk.Ec(
        spec,
        Arrays.copyOfRange(bare, 1, 1 + spec.bytes()),
        Arrays.copyOfRange(bare, 1 + spec.bytes(), length));
  }

  /// Of a private half that came wrapped.
  static PublicJwk.Ec ecOfSecret(Session session, long secret) {
    KeySpec.Ec spec = curve(session, secret);
    return EcRecovery.recovered(
            spec, signed(session, spec, secret, 1), signed(session, spec, secret, 2))
        .orElseThrow(() -> Refuse.malformed("key_hsm", "is not a key of " + spec.label()));
  }

  private static EcRecovery.Signed signed(Session session, KeySpec.Ec spec, long secret, int salt) {
    byte[] digest = new byte[SignatureAlgorithm.of(spec).hash().bytes()];
    digest[digest.length - 1] = (byte) salt;
    return new EcRecovery.Signed(
        digest,
        session.cryptoki().sign(session.id(), new Mechanism.Plain(Ck.CKM_ECDSA), secret, digest));
  }

  private static KeySpec.Ec curve(Session session, long secret) {
    byte[] name = session.cryptoki().attribute(session.id(), secret, Ck.CKA_EC_PARAMS);
    return Arrays.stream(KeySpec.Ec.values())
        .filter(spec -> Arrays.equals(Der.curve(spec), name))
        .findFirst()
        .orElseThrow(() -> Refuse.malformed("key_hsm", "is of an unknown curve"));
  }

  private static BigInteger number(Session session, long key, long attribute) {
    return new BigInteger(1, session.cryptoki().attribute(session.id(), key, attribute));
  }
}
