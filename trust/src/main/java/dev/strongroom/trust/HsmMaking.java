package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.Cryptoki;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/// The ways in which a private key comes to be in a token: made there, created from numbers, or
/// unwrapped. Each takes the attributes that the key gets.
sealed interface HsmMaking {
  HsmKeyKind kind();

  Made in(Session session, List<Attribute> template);

  /// @param secret the handle of the private or symmetric key
  /// @param spki empty for a symmetric key
  @SuppressWarnings("ArrayRecordComponent")
  record Made(KeySpec spec, long secret, byte[] spki) {}

  record Generated(KeySpec spec, int exponent) implements HsmMaking {
    @Override
    public HsmKeyKind kind() {
      return HsmKeyKind.of(spec);
    }

    @Override
    public Made in(Session session, List<Attribute> template) {
      return switch (spec) {
        case KeySpec.Rsa rsa -> rsa(session, rsa, template);
        case KeySpec.Ec ec -> ec(session, ec, template);
        case KeySpec.Oct oct -> oct(session, oct, template);
        case KeySpec.MlDsa set -> throw Refuse.notOffered(set.label() + " keys");
      };
    }

    private Made rsa(Session session, KeySpec.Rsa rsa, List<Attribute> template) {
      Cryptoki.Pair pair =
          pair(
              session,
              Ck.CKM_RSA_PKCS_KEY_PAIR_GEN,
              List.of(
                  Attribute.number(Ck.CKA_MODULUS_BITS, rsa.bits()),
                  new Attribute(
                      Ck.CKA_PUBLIC_EXPONENT, Der.unsigned(BigInteger.valueOf(exponent)))),
              template);
      PublicJwk open = HsmPublicHalf.rsa(session, pair.open());
      return made(session, pair, open);
    }

    private Made ec(Session session, KeySpec.Ec ec, List<Attribute> template) {
      Cryptoki.Pair pair =
          pair(
              session,
              Ck.CKM_EC_KEY_PAIR_GEN,
              List.of(new Attribute(Ck.CKA_EC_PARAMS, Der.curve(ec))),
              template);
      PublicJwk open = HsmPublicHalf.ec(session, ec, pair.open());
      return made(session, pair, open);
    }

    /// Sessions are used again: what belongs to one is destroyed when it has been read.
    private static Made made(Session session, Cryptoki.Pair pair, PublicJwk open) {
      session.cryptoki().destroyObject(session.id(), pair.open());
      return new Made(open.spec(), pair.secret(), Der.spki(open));
    }

    private Cryptoki.Pair pair(
        Session session, long by, List<Attribute> parameters, List<Attribute> secret) {
      unlessOffered(session, by, Ck.CKF_GENERATE_KEY_PAIR);
      List<Attribute> open = new ArrayList<>(HsmTemplate.open(parameters));
      open.add(Attribute.number(Ck.CKA_KEY_TYPE, kind().keyType()));
      return session
          .cryptoki()
          .generateKeyPair(session.id(), new Mechanism.Plain(by), open, secret);
    }

    private Made oct(Session session, KeySpec.Oct oct, List<Attribute> template) {
      unlessOffered(session, Ck.CKM_AES_KEY_GEN, Ck.CKF_GENERATE);
      List<Attribute> all = new ArrayList<>(template);
      all.add(Attribute.number(Ck.CKA_VALUE_LEN, oct.bytes()));
      long key =
          session
              .cryptoki()
              .generateKey(session.id(), new Mechanism.Plain(Ck.CKM_AES_KEY_GEN), all);
      return new Made(oct, key, new byte[0]);
    }

    private void unlessOffered(Session session, long mechanism, long function) {
      if (!session.offers(mechanism, function)) {
        throw Refuse.notOffered(spec.label() + " keys");
      }
    }
  }

  /// From numbers that are in this process already, because somebody brought them in the clear.
  record Imported(KeyMaterial material) implements HsmMaking {
    @Override
    public HsmKeyKind kind() {
      return HsmKeyKind.of(material.spec());
    }

    @Override
    public Made in(Session session, List<Attribute> template) {
      List<Attribute> numbers =
          switch (material.spec()) {
            case KeySpec.Rsa rsa -> rsa();
            case KeySpec.Ec ec -> ec(ec);
            case KeySpec.Oct oct ->
                List.of(new Attribute(Ck.CKA_VALUE, material.secret().reveal().clone()));
            case KeySpec.MlDsa set -> throw Refuse.notOffered(set.label() + " keys");
          };
      List<Attribute> all = new ArrayList<>(template);
      all.addAll(numbers);
      try {
        long key = session.cryptoki().createObject(session.id(), all);
        return new Made(material.spec(), key, material.spki());
      } finally {
        numbers.forEach(number -> Arrays.fill(number.value(), (byte) 0));
      }
    }

    private List<Attribute> rsa() {
      RSAPrivateKey key = RSAPrivateKey.getInstance(inner());
      return List.of(
          number(Ck.CKA_MODULUS, key.getModulus()),
          number(Ck.CKA_PUBLIC_EXPONENT, key.getPublicExponent()),
          number(Ck.CKA_PRIVATE_EXPONENT, key.getPrivateExponent()),
          number(Ck.CKA_PRIME_1, key.getPrime1()),
          number(Ck.CKA_PRIME_2, key.getPrime2()),
          number(Ck.CKA_EXPONENT_1, key.getExponent1()),
          number(Ck.CKA_EXPONENT_2, key.getExponent2()),
          number(Ck.CKA_COEFFICIENT, key.getCoefficient()));
    }

    private List<Attribute> ec(KeySpec.Ec spec) {
      byte[] secret = Der.fixed(ECPrivateKey.getInstance(inner()).getKey(), spec.bytes());
      return List.of(
          new Attribute(Ck.CKA_EC_PARAMS, Der.curve(spec)), new Attribute(Ck.CKA_VALUE, secret));
    }

    private Object inner() {
      try {
        return PrivateKeyInfo.getInstance(material.secret().reveal()).parsePrivateKey();
      } catch (java.io.IOException impossible) {
        throw new IllegalStateException("a key that was checked cannot be read", impossible);
      }
    }

    private static Attribute number(long type, BigInteger number) {
      return new Attribute(type, Der.unsigned(number));
    }
  }

  /// Brought under an RSA key of the token, and never outside it. Where the token lacks the
  /// mechanism for both steps in one, it is done in two, inside all the same.
  @SuppressWarnings("ArrayRecordComponent")
  record Brought(HsmKeyKind kind, KeyTransport transport, HsmRsaKey under, byte[] wrapped)
      implements HsmMaking {
    @Override
    public Made in(Session session, List<Attribute> template) {
      try {
        long secret = under.object().in(session, (here, kek) -> unwrapped(here, kek, template));
        return switch (kind) {
          case RSA -> rsa(HsmPublicHalf.rsa(session, secret), secret);
          case EC -> {
            PublicJwk.Ec open = HsmPublicHalf.ecOfSecret(session, secret);
            yield new Made(open.spec(), secret, Der.spki(open));
          }
          case OCT -> oct(secret);
        };
      } catch (CryptokiFailure wrong) {
        if (wrong.is(HsmAnswers.NOT_OPENED)) {
          throw Refuse.undecryptable(transport);
        }
        throw wrong;
      }
    }

    private static Made rsa(PublicJwk.Rsa open, long secret) {
      return new Made(open.spec(), secret, Der.spki(open));
    }

    /// By the length of what RFC 5649 made of it: not every token tells the length of a key that it
    /// unwrapped.
    private Made oct(long secret) {
      int length = wrapped.length - size() - AesWrap.UNIT;
      return KeySpec.Oct.ofBits(length * Byte.SIZE)
          .map(spec -> new Made(spec, secret, new byte[0]))
          .orElseThrow(Brought::noAesKey);
    }

    private static KeyRefused noAesKey() {
      return Refuse.malformed("key_hsm", "is not 16, 24 or 32 bytes long");
    }

    private int size() {
      return ((KeySpec.Rsa) under.spec()).bytes();
    }

    private long unwrapped(Session session, long kek, List<Attribute> template) {
      var oaep = new Mechanism.Oaep(HsmRsaKey.mechanism(transport.hash()));
      var whole = new Mechanism.RsaAes(oaep);
      return HsmObject.<Long>first(
          session,
          kek,
          transport.label(),
          List.of(
              new HsmObject.Way<>(
                  whole.type(),
                  Ck.CKF_UNWRAP,
                  (here, key) ->
                      here.cryptoki().unwrapKey(here.id(), whole, key, wrapped, template)),
              new HsmObject.Way<>(
                  oaep.type(),
                  Ck.CKF_UNWRAP,
                  (here, key) -> inTwoSteps(here, oaep, key, template))));
    }

    private long inTwoSteps(Session session, Mechanism oaep, long kek, List<Attribute> template) {
      byte[] first = Arrays.copyOf(wrapped, size());
      byte[] rest = Arrays.copyOfRange(wrapped, size(), wrapped.length);
      Cryptoki module = session.cryptoki();
      List<Attribute> brief = new ArrayList<>(HsmTemplate.brief(Ck.CKK_AES, Ck.CKA_UNWRAP));
      brief.add(Attribute.flag(Ck.CKA_WRAP, kind == HsmKeyKind.OCT));
      long temporary = module.unwrapKey(session.id(), oaep, kek, first, brief);
      try {
        return HsmObject.<Long>first(
            session,
            temporary,
            transport.label(),
            List.of(
                rest(Ck.CKM_AES_KEY_WRAP_KWP, rest, template),
                rest(Ck.CKM_AES_KEY_WRAP_PAD, rest, template)));
      } finally {
        module.destroyObject(session.id(), temporary);
      }
    }

    private HsmObject.Way<Long> rest(long mechanism, byte[] rest, List<Attribute> template) {
      var by = new Mechanism.Plain(mechanism);
      return new HsmObject.Way<>(
          mechanism,
          Ck.CKF_UNWRAP,
          (here, key) -> {
            long made = here.cryptoki().unwrapKey(here.id(), by, key, rest, template);
            if (kind == HsmKeyKind.OCT && !comesFrom(here, by, key, made, rest)) {
              here.cryptoki().destroyObject(here.id(), made);
              throw noAesKey();
            }
            return made;
          });
    }

    /// SoftHSM takes the padding of RFC 5649 for a part of the key, which would make a longer key
    /// of a short one. Wrapped again, such a key is another.
    private static boolean comesFrom(
        Session session, Mechanism by, long temporary, long made, byte[] rest) {
      try {
        return Arrays.equals(session.cryptoki().wrapKey(session.id(), by, temporary, made), rest);
      } catch (CryptokiFailure refused) {
        return refused.is(HsmAnswers.NOT_OFFERED); // it can be wrapped no more, which is as well
      }
    }
  }

  /// Out of a backup.
  @SuppressWarnings("ArrayRecordComponent")
  record Restored(HsmKeyRecord backup, HsmBackupKey by) implements HsmMaking {
    @Override
    public HsmKeyKind kind() {
      return HsmKeyKind.of(backup.spec());
    }

    @Override
    public Made in(Session session, List<Attribute> template) {
      try {
        return new Made(
            backup.spec(), by.unwrap(session, backup.wrapped(), template), backup.spki());
      } catch (CryptokiFailure wrong) {
        if (wrong.is(HsmAnswers.NOT_OPENED)) {
          throw new Tampered("a key that the HSM wrapped was changed");
        }
        throw wrong;
      }
    }
  }
}
