package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.HsmObject.Way;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.util.ArrayList;
import java.util.List;

/// RFC 3394 and RFC 5649 under an AES key of a token, for data that callers bring and get.
///
/// A token wraps objects only, so data becomes one for a moment. SoftHSM fills it up with zeros
/// before, and leaves the padding on after: where that would tell, and where the token has no such
/// mechanism, the rounds of RFC 5649 are run here, block by block through AES in the token.
record HsmKeyWrap(Session session, long by, EncryptionAlgorithm algorithm) {
  byte[] wrap(SecretBytes data) {
    List<Way<byte[]>> ways = new ArrayList<>();
    if (data.length() % AesWrap.UNIT == 0) {
      for (Mechanism each : mechanisms()) {
        ways.add(
            new Way<>(each.type(), Ck.CKF_WRAP, (here, key) -> wrapped(here, each, key, data)));
      }
    }
    if (algorithm.mode() != Mode.KW) {
      ways.add(
          new Way<>(
              Ck.CKM_AES_ECB,
              Ck.CKF_ENCRYPT,
              (here, key) -> RoundsOfWrap.wrap(block -> encrypted(here, key, block), data)));
    }
    return HsmObject.first(session, by, algorithm.label(), ways);
  }

  SecretBytes unwrap(byte[] bytes) {
    List<Way<SecretBytes>> ways = new ArrayList<>();
    for (Mechanism each : mechanisms()) {
      ways.add(
          new Way<>(
              each.type(),
              Ck.CKF_UNWRAP,
              (here, key) -> exact(unwrapped(here, each, key, bytes), bytes)));
    }
    if (algorithm.mode() != Mode.KW) {
      ways.add(inBlocks(bytes));
    }
    return HsmObject.first(session, by, algorithm.label(), ways);
  }

  /// What a token with padding has unwrapped; what may end with that padding is unwrapped again.
  private SecretBytes exact(SecretBytes all, byte[] bytes) {
    if (algorithm.mode() == Mode.KW || all.reveal()[all.length() - 1] != 0) {
      return all;
    }
    all.close();
    return HsmObject.first(session, by, algorithm.label(), List.of(inBlocks(bytes)));
  }

  private Way<SecretBytes> inBlocks(byte[] bytes) {
    return new Way<>(
        Ck.CKM_AES_ECB,
        Ck.CKF_DECRYPT,
        (here, key) ->
            RoundsOfWrap.unwrap(block -> decrypted(here, key, block), bytes)
                .orElseThrow(() -> Refuse.undecryptable(algorithm)));
  }

  private List<Mechanism> mechanisms() {
    return algorithm.mode() == Mode.KW
        ? List.of(new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP))
        : List.of(
            new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP_KWP),
            new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP_PAD));
  }

  private static byte[] encrypted(Session session, long key, byte[] block) {
    return session
        .cryptoki()
        .encrypt(session.id(), new Mechanism.Plain(Ck.CKM_AES_ECB), key, block);
  }

  private static byte[] decrypted(Session session, long key, byte[] block) {
    return session
        .cryptoki()
        .decrypt(session.id(), new Mechanism.Plain(Ck.CKM_AES_ECB), key, block);
  }

  static byte[] wrapped(Session session, Mechanism by, long key, SecretBytes data) {
    List<Attribute> template = new ArrayList<>(HsmTemplate.data());
    template.add(new Attribute(Ck.CKA_VALUE, data.reveal()));
    long passing = session.cryptoki().createObject(session.id(), template);
    try {
      return session.cryptoki().wrapKey(session.id(), by, key, passing);
    } finally {
      HsmObject.done(session, passing);
    }
  }

  private static SecretBytes unwrapped(Session session, Mechanism by, long key, byte[] bytes) {
    long passing = session.cryptoki().unwrapKey(session.id(), by, key, bytes, HsmTemplate.data());
    try {
      return SecretBytes.owning(session.cryptoki().attribute(session.id(), passing, Ck.CKA_VALUE));
    } finally {
      HsmObject.done(session, passing);
    }
  }
}
