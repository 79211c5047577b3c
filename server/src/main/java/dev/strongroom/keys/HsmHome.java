package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.HsmAway;
import dev.strongroom.trust.HsmEvidence;
import dev.strongroom.trust.HsmKeyKind;
import dev.strongroom.trust.HsmKeyName;
import dev.strongroom.trust.HsmKeyPurpose;
import dev.strongroom.trust.HsmKeyRecord;
import dev.strongroom.trust.HsmKeys;
import dev.strongroom.trust.KeyOperations;
import dev.strongroom.trust.KeySpec;
import dev.strongroom.trust.KeyTransport;
import dev.strongroom.trust.PrivateJwk;
import dev.strongroom.trust.PublicJwk;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.SoftwareKeys;
import java.util.Optional;

/// Keys in an HSM. An object is written down as begun, made in the HSM, and written down as kept
/// together with its key: so a crash between any two steps leaves something that [SweepHsmKeys]
/// finds, and neither half a key nor an object that nobody knows.
public final class HsmHome implements KeyHome {
  private final HsmStock stock;
  private final HsmDiary diary;

  public HsmHome(HsmStock stock, HsmDiary diary) {
    this.stock = stock;
    this.diary = diary;
  }

  private interface Birth {
    HsmKeyRecord of(HsmKeys hsm, HsmKeyName name);
  }

  @Override
  public Made generate(Order order, KeyPlace place) {
    HsmKeyPurpose purpose = order.purpose();
    if (order.spec() instanceof KeySpec.Rsa rsa) {
      int e = order.exponent().orElse(SoftwareKeys.USUAL_EXPONENT);
      return born(place, (hsm, name) -> hsm.generate(rsa, e, name, purpose));
    }
    return born(place, (hsm, name) -> hsm.generate(order.spec(), name, purpose));
  }

  @Override
  public Made take(PrivateJwk key, HsmKeyPurpose purpose, KeyPlace place) {
    return born(place, (hsm, name) -> hsm.importJwk(key, name, purpose));
  }

  /// Inside the HSM from one end to the other.
  @Override
  public Made takeWrapped(Wrapped key, KeyPlace place) {
    HsmKeyRecord under = HsmKeyRecord.decode(key.under());
    HsmKeyKind kind =
        switch (key.type()) {
          case RSA, RSA_HSM -> HsmKeyKind.RSA;
          case EC, EC_HSM -> HsmKeyKind.EC;
          case OCT, OCT_HSM -> HsmKeyKind.OCT;
          case AKP, AKP_HSM ->
              throw new Problem.Malformed("Keys of type AKP-HSM cannot be brought wrapped.")
                  .asException();
        };
    var parcel = new HsmKeys.Parcel(under, key.transport(), kind, key.bytes());
    return born(place, (hsm, name) -> hsm.importWrapped(parcel, name, key.purpose()));
  }

  @Override
  public Made restore(SecretBytes material, KeyPlace place) {
    HsmKeyRecord backup = HsmKeyRecord.decode(material);
    return born(place, (hsm, name) -> hsm.restore(backup, name));
  }

  private Made born(KeyPlace place, Birth birth) {
    HsmKeyName name = place.inHsm();
    String label = stock.hsm().label(name);
    boolean remains =
        diary.begin(new HsmKeyRow(label, place.vault(), name.name(), name.version(), stock.node()));
    boolean made = false;
    try {
      if (remains) {
        stock.hsm().destroy(label);
      }
      Made whole = made(birth.of(stock.hsm(), name));
      made = true;
      return whole;
    } catch (HsmAway away) {
      throw unavailable(away);
    } finally {
      if (!made) {
        undo(label);
      }
    }
  }

  private Made made(HsmKeyRecord key) {
    try (KeyOperations open = stock.hsm().open(key)) {
      return new Made(key.spec(), open.publicJwk(), key.toSeal());
    }
  }

  /// The attempt was cut when it is not begun any more: then the object is gone or about to go.
  @Override
  public void keep(Work work, Made made) {
    HsmLabel label = new HsmLabel(label(made), work.now());
    if (!stock.store().keep(work.tx(), work.approve(label))) {
      throw new Problem.Unavailable(
              "Making the key took so long that it was given up; try again.", KeyLimits.HSM_RETRY)
          .asException();
    }
  }

  @Override
  public KeyOperations open(SecretBytes material) {
    return stock.hsm().open(HsmKeyRecord.decode(material));
  }

  @Override
  public Optional<HsmEvidence> evidence(SecretBytes material) {
    return Optional.of(stock.hsm().evidence(HsmKeyRecord.decode(material)));
  }

  @Override
  public boolean suits(Made made, HsmKeyPurpose purpose) {
    return HsmKeyRecord.decode(made.material()).purpose() == purpose;
  }

  /// Inside the HSM from one end to the other, where that can.
  @Override
  public byte[] released(SecretBytes material, PublicJwk.Rsa recipient, KeyTransport transport) {
    HsmKeyRecord key = HsmKeyRecord.decode(material);
    if (key.purpose() != HsmKeyPurpose.EXPORTABLE) {
      throw new Problem.Malformed(
              "This version was put into the HSM by a release of this server that could release no"
                  + " key from there. A new version can be released.")
          .asException();
    }
    return stock.hsm().release(key, recipient, transport);
  }

  @Override
  public void abandon(Made made) {
    undo(label(made));
    made.close();
  }

  private static String label(Made made) {
    return HsmKeyRecord.decode(made.material()).label();
  }

  /// As far as the HSM lets us; what stays is begun, and swept later.
  private void undo(String label) {
    try {
      stock.hsm().destroy(label);
      diary.forget(label);
    } catch (HsmAway | Refused later) {
      return;
    }
  }

  static RuntimeException unavailable(HsmAway away) {
    return new Problem.Unavailable(
            "The HSM that holds the key cannot be used now; try again later.", away.retryAfter())
        .asException();
  }
}
