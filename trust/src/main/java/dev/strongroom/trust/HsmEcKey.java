package dev.strongroom.trust;

import dev.strongroom.trust.HsmObject.Way;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.util.List;

/// An EC key in a token: it signs, and that is all.
final class HsmEcKey implements HsmPair, SigningOnly {
  private final VerifyingHalf open;
  private final HsmObject object;

  HsmEcKey(VerifyingHalf open, HsmObject object) {
    this.open = open;
    this.object = object;
  }

  @Override
  public VerifyingHalf open() {
    return open;
  }

  @Override
  public HsmObject object() {
    return object;
  }

  /// PKCS #11 and JOSE write r and s alike.
  @Override
  public byte[] signed(SignatureAlgorithm algorithm, SignatureInput input) {
    byte[] digest = open.prepared(algorithm, input);
    Mechanism by = new Mechanism.Plain(Ck.CKM_ECDSA);
    return object.first(
        algorithm.label(),
        List.of(
            new Way<>(
                by.type(),
                Ck.CKF_SIGN,
                (session, key) -> session.cryptoki().sign(session.id(), by, key, digest))));
  }

  @Override
  public String toString() {
    return "HsmEcKey[" + spec().label() + "]";
  }
}
