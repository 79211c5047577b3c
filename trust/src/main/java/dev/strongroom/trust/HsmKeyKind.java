package dev.strongroom.trust;

import dev.strongroom.trust.pkcs11.Ck;

/// The kinds of keys that a token can hold for us, as PKCS #11 tells them apart.
public enum HsmKeyKind {
  RSA(Ck.CKO_PRIVATE_KEY, Ck.CKK_RSA),
  EC(Ck.CKO_PRIVATE_KEY, Ck.CKK_EC),
  OCT(Ck.CKO_SECRET_KEY, Ck.CKK_AES);

  private final long objectClass;
  private final long keyType;

  HsmKeyKind(long objectClass, long keyType) {
    this.objectClass = objectClass;
    this.keyType = keyType;
  }

  /// @throws KeyRefused for ML-DSA, which PKCS #11 has since 3.2 and tokens hardly yet
  static HsmKeyKind of(KeySpec spec) {
    return switch (spec) {
      case KeySpec.Rsa rsa -> RSA;
      case KeySpec.Ec ec -> EC;
      case KeySpec.Oct oct -> OCT;
      case KeySpec.MlDsa set -> throw Refuse.notOffered(set.label() + " keys");
    };
  }

  long objectClass() {
    return objectClass;
  }

  long keyType() {
    return keyType;
  }
}
