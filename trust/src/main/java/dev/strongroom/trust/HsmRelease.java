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
/// Inside the token where it can: under an AES key that it makes for this once. What counts as RFC
/// 5649 there is tried out first, because the other party has to open it: one of its two numbers
/// means another padding to some tokens, and SoftHSM fills a key up with zeros before it wraps it.
/// Where the token lacks something, the key passes through this process and is wrapped here.
record HsmRelease(
    PublicJwk.Rsa recipient, KeyTransport transport, SoftwareKeys software, SecureRandom random) {
  private static final String WHAT = "release of keys";

  /// Longer than the least, and no multiple of [AesWrap#UNIT], as a key pair mostly is.
  private static final int ODD = 17;

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
    int length = spec instanceof KeySpec.Oct ? AesWrap.LEAST : ODD;
    return exact(session, length)
        .flatMap(wrapping -> offered(() -> wrapped(session, oaep, wrapping, key)));
  }

  private byte[] wrapped(Session session, Mechanism oaep, Mechanism wrapping, long key) {
    List<Attribute> template = temporary(true);
    template.add(Attribute.number(Ck.CKA_VALUE_LEN, Algorithms.AES_KEY_BYTES));
    var generating = new Mechanism.Plain(Ck.CKM_AES_KEY_GEN);
    long fresh = session.cryptoki().generateKey(session.id(), generating, template);
    return within(
        session,
        fresh,
        (_, aes) -> {
          byte[] first = underRecipient(session, oaep, aes);
          return both(first, session.cryptoki().wrapKey(session.id(), wrapping, aes, key));
        });
  }

  private byte[] underRecipient(Session session, Mechanism oaep, long aes) {
    List<Attribute> template =
        new ArrayList<>(
            HsmTemplate.open(
                List.of(
                    Attribute.number(Ck.CKA_KEY_TYPE, Ck.CKK_RSA),
                    new Attribute(Ck.CKA_MODULUS, recipient.n()),
                    new Attribute(Ck.CKA_PUBLIC_EXPONENT, recipient.e()),
                    Attribute.flag(Ck.CKA_ENCRYPT, false),
                    Attribute.flag(Ck.CKA_VERIFY, false),
                    Attribute.flag(Ck.CKA_WRAP, true))));
    long open = session.cryptoki().createObject(session.id(), template);
    return within(
        session, open, (_, by) -> session.cryptoki().wrapKey(session.id(), oaep, by, aes));
  }

  /// What wraps so many bytes as RFC 5649 says, under a key that is known here. A token that will
  /// not have that tried is believed where the number means nothing else.
  private Optional<Mechanism> exact(Session session, int length) {
    for (Mechanism each : mechanisms()) {
      if (session.offers(each.type(), Ck.CKF_WRAP)
          && offered(() -> opensHere(session, each, length))
              .orElse(each.type() == Ck.CKM_AES_KEY_WRAP_KWP)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private boolean opensHere(Session session, Mechanism mechanism, int length) {
    try (SecretBytes probe = fresh(length)) {
      probe.reveal()[length - 1] = 1;
      try (SecretBytes back =
          passed(session, (here, aes) -> HsmKeyWrap.wrapped(here, mechanism, aes, probe))) {
        return back.equals(probe);
      }
    } catch (KeyRefused another) {
      return false;
    }
  }

  private byte[] here(Session session, KeySpec spec, long key) {
    List<Way<byte[]>> ways = new ArrayList<>();
    for (Mechanism each : mechanisms()) {
      ways.add(
          new Way<>(
              each.type(),
              Ck.CKF_WRAP,
              (here, aes) -> here.cryptoki().wrapKey(here.id(), each, aes, key)));
    }
    try (SecretBytes filled =
            passed(session, (here, aes) -> HsmObject.first(here, aes, WHAT, ways));
        SecretBytes whole = unfilled(spec, filled)) {
      return software.send(recipient, transport, whole);
    }
  }

  /// What comes out of the token wrapped under a key that is known here.
  ///
  /// @throws KeyRefused when that is not RFC 5649
  private SecretBytes passed(Session session, Use<byte[]> wrapping) {
    try (SecretBytes fresh = fresh(Algorithms.AES_KEY_BYTES)) {
      List<Attribute> template = temporary(false);
      template.add(new Attribute(Ck.CKA_VALUE, fresh.reveal()));
      long aes = session.cryptoki().createObject(session.id(), template);
      byte[] wrapped = within(session, aes, wrapping);
      AesKey known = new AesKey(fresh.reveal());
      try {
        return AesWrap.unwrap(transport, Algorithms.AES_KW_PADDED, known, wrapped);
      } catch (KeyRefused another) {
        throw Refuse.notOffered(WHAT);
      } finally {
        known.destroy();
      }
    }
  }

  /// The key without the zeros behind it, in the form in which every key is sent.
  private SecretBytes unfilled(KeySpec spec, SecretBytes filled) {
    byte[] all = filled.reveal();
    if (spec instanceof KeySpec.Oct) {
      return SecretBytes.owning(all.clone());
    }
    try (SecretBytes pkcs8 = SecretBytes.owning(Arrays.copyOf(all, Der.length(all)));
        SoftwareKey key = software.importPkcs8(pkcs8)) {
      return key.exported();
    }
  }

  private SecretBytes fresh(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return SecretBytes.owning(bytes);
  }

  private static List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP_KWP), new Mechanism.Plain(Ck.CKM_AES_KEY_WRAP_PAD));
  }

  /// An AES key of this session that wraps, and does nothing else.
  private static List<Attribute> temporary(boolean extractable) {
    List<Attribute> all = new ArrayList<>(HsmTemplate.brief(Ck.CKK_AES, Ck.CKA_WRAP, extractable));
    for (long each :
        new long[] {Ck.CKA_UNWRAP, Ck.CKA_ENCRYPT, Ck.CKA_DECRYPT, Ck.CKA_SIGN, Ck.CKA_VERIFY}) {
      all.add(Attribute.flag(each, false));
    }
    return all;
  }

  private interface Attempt<R> {
    R made();
  }

  /// Empty when the token does not offer it.
  private static <R> Optional<R> offered(Attempt<R> attempt) {
    try {
      return Optional.of(attempt.made());
    } catch (CryptokiFailure refused) {
      if (refused.is(HsmAnswers.NOT_OFFERED)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// Sessions are used again: what belongs to one is destroyed when it has done its work.
  private static <R> R within(Session session, long object, Use<R> use) {
    try {
      return use.of(session, object);
    } finally {
      HsmObject.done(session, object);
    }
  }

  private static byte[] both(byte[] first, byte[] rest) {
    byte[] both = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, both, first.length, rest.length);
    return both;
  }
}
