package dev.strongroom.trust;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/// Whole software keys as a client would bring them somewhere else.
final class TestJwk {
  private TestJwk() {}

  static PrivateJwk of(SoftwareKey key) {
    return switch (key.spec()) {
      case KeySpec.Rsa rsa -> rsa(RSAPrivateKey.getInstance(inner(key)));
      case KeySpec.Ec ec -> {
        PublicJwk.Ec open = (PublicJwk.Ec) key.publicJwk().orElseThrow();
        yield new PrivateJwk.Ec(
            ec, open.x(), open.y(), secret(ECPrivateKey.getInstance(inner(key)).getKey()));
      }
      case KeySpec.Oct oct -> new PrivateJwk.Oct(key.exported());
      case KeySpec.MlDsa set ->
          new PrivateJwk.MlDsa(set, Optional.empty(), SecretBytes.owning(new byte[32]));
    };
  }

  private static PrivateJwk rsa(RSAPrivateKey key) {
    return new PrivateJwk.Rsa(
        key.getModulus().toByteArray(),
        key.getPublicExponent().toByteArray(),
        secret(key.getPrivateExponent()),
        new PrivateJwk.Factors(
            secret(key.getPrime1()),
            secret(key.getPrime2()),
            secret(key.getExponent1()),
            secret(key.getExponent2()),
            secret(key.getCoefficient())));
  }

  private static ASN1Encodable inner(SoftwareKey key) {
    try {
      return PrivateKeyInfo.getInstance(key.exported().reveal()).parsePrivateKey();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static SecretBytes secret(BigInteger number) {
    return SecretBytes.owning(number.toByteArray());
  }
}
