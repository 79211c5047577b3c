package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.HsmObject.Use;
import dev.strongroom.trust.HsmObject.Way;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Wraps a key of a token for another party, whose public RSA key is given, as [KeyTransport] says.
///
/// Inside the token where it can: under an AES key that it makes for this once. Where it lacks a
/// mechanism for that, or fills a key up with zeros before wrapping it (SoftHSM), which is another
/// key to whoever is strict, the key passes through this process, is wiped, and is wrapped here.
record HsmRelease(
    PublicJwk.Rsa recipient, KeyTransport transport, SoftwareKeys software, SecureRandom random) {
  /// No multiple of [AesWrap#UNIT], and with no zero at its end.
  private static final byte[] PROBE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};

  /// @param key an object that can be wrapped
  byte[] of(Session session, KeySpec spec, long key) {
    return inside(session, spec, key).orElseGet(() -> here(session, spec, key));
  }

  /// Empty when the token cannot, or not exactly.
  private Optional<byte[]> inside(Session session, KeySpec spec, long key) {
    Mechanism oaep = new Mechanism.Oaep(HsmRsaKey.mechanism(transport.hash()));
    if (!session.offers(oaep.type(), Ck.CKF_WRAP)
        || !session.offers(Ck.CKM_AES_KEY_GEN, Ck.CKF_GENERATE)) {
      return Optional.empty();
    }
    List<Attribute> template = new ArrayList<>(HsmTemplate.brief(Ck.CKK_AES, Ck.CKA_WRAP, true));
    template.add(Attribute.flag(Ck.CKA_UNWRAP, true));
    template.add(Attribute.number(Ck.CKA_VALUE_LEN, Algorithms.AES_KEY_BYTES));
    var generating = new Mechanism.Plain(Ck.CKM_AES_KEY_GEN);
    try {
      long aes = session.cryptoki().generateKey(session.id(), generating, template);
      return within(
          session,
          aes,
          (_, by) ->
              spec instanceof KeySpec.Oct || exact(session, by)
                  ? Optional.of(both(underRecipient(session, oaep, by), under(session, by, key)))
                  : Optional.empty());
    } catch (CryptokiFailure refused) {
      if (refused.is(HsmAnswers.NOT_OFFERED)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private byte[] underRecipient(Session session, Mechanism oaep, long aes) {
    List<Attribute> template =
        new ArrayList<>(
            HsmTemplate.open(
                List.of(
                    Attribute.number(Ck.CKA_KEY_TYPE, Ck.CKK_RSA),
                    new Attribute(Ck.CKA_MODULUS, recipient.n()),
                    new Attribute(Ck.CKA_PUBLIC_EXPONENT, recipient.e()))));
    template.add(Attribute.flag(Ck.CKA_WRAP, true));
    long open = session.cryptoki().createObject(session.id(), template);
    return within(
        session, open, (_, by) -> session.cryptoki().wrapKey(session.id(), oaep, by, aes));
  }

  /// Whether what it wraps comes back as long as it was.
  private static boolean exact(Session session, long aes) {
    try (SecretBytes probe = SecretBytes.owning(PROBE.clone())) {
      return first(
          session,
          aes,
          mechanism ->
              (here, by) -> {
                byte[] wrapped = HsmKeyWrap.wrapped(here, mechanism, by, probe);
                try (SecretBytes back = HsmKeyWrap.unwrapped(here, mechanism, by, wrapped)) {
                  return back.equals(probe);
                }
              });
    }
  }

  private byte[] here(Session session, KeySpec spec, long key) {
    byte[] fresh = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(fresh);
    AesKey known = new AesKey(fresh);
    List<Attribute> template = new ArrayList<>(HsmTemplate.brief(Ck.CKK_AES, Ck.CKA_WRAP));
    template.add(new Attribute(Ck.CKA_VALUE, fresh));
    try {
      long aes = session.cryptoki().createObject(session.id(), template);
      byte[] wrapped = within(session, aes, (_, by) -> under(session, by, key));
      try (SecretBytes filled =
              AesWrap.unwrap(transport, Algorithms.AES_KW_PADDED, known, wrapped);
          SecretBytes exact = exact(spec, filled)) {
        return software.send(recipient, transport, exact);
      }
    } finally {
      known.destroy();
      Arrays.fill(fresh, (byte) 0);
    }
  }

  /// The key without the zeros behind it, in the form in which every key is sent.
  private SecretBytes exact(KeySpec spec, SecretBytes filled) {
    if (spec instanceof KeySpec.Oct) {
      return SecretBytes.owning(filled.reveal().clone());
    }
    byte[] all = filled.reveal();
    try (SecretBytes pkcs8 = SecretBytes.owning(Arrays.copyOf(all, Der.length(all)));
        SoftwareKey key = software.importPkcs8(pkcs8)) {
      return key.exported();
    }
  }

  private byte[] under(Session session, long aes, long key) {
    return first(
        session,
        aes,
        mechanism -> (here, by) -> here.cryptoki().wrapKey(here.id(), mechanism, by, key));
  }

  private interface Wrapping<R> {
    Use<R> by(Mechanism mechanism);
  }

  /// RFC 5649 under either of its two numbers.
  private static <R> R first(Session session, long aes, Wrapping<R> wrapping) {
    List<Way<R>> ways = new ArrayList<>();
    for (long type : new long[] {Ck.CKM_AES_KEY_WRAP_KWP, Ck.CKM_AES_KEY_WRAP_PAD}) {
      ways.add(new Way<>(type, Ck.CKF_WRAP, wrapping.by(new Mechanism.Plain(type))));
    }
    return HsmObject.first(session, aes, "release of keys", ways);
  }

  /// Sessions are used again: what belongs to one is destroyed when it has done its work.
  private static <R> R within(Session session, long object, Use<R> use) {
    try {
      return use.of(session, object);
    } finally {
      session.cryptoki().destroyObject(session.id(), object);
    }
  }

  private static byte[] both(byte[] first, byte[] rest) {
    byte[] both = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, both, first.length, rest.length);
    return both;
  }
}
