package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The key of the HSM, beside the root key and like it never outside, that wraps whole keys. What
/// it wraps comes back in this HSM only, or in one that shares its security domain:
///
/// ```
/// way (1) | id of the backup key (8) | RFC 5649 of the key's PKCS #8, or of its bytes
/// ```
///
/// Where the token knows such a rule, the key itself demands of everything it unwraps to be hidden
/// and to stay, so that not even the holder of the PIN gets a wrapped key out in the clear. Keys
/// that may be released are wrapped by another one, which demands that they be hidden only.
final class HsmBackupKey {
  private static final System.Logger LOG = System.getLogger("strongroom.hsm");
  private static final int ID_BYTES = 8;
  private static final int HEADER = 1 + ID_BYTES;
  private static final int NODES_MAX = 100;

  /// The ways of wrapping, of which one mechanism has two numbers.
  private enum Way {
    KWP(1, Ck.CKM_AES_KEY_WRAP_KWP),
    PAD(2, Ck.CKM_AES_KEY_WRAP_PAD);

    private final byte mark;
    private final long mechanism;

    Way(int mark, long mechanism) {
      this.mark = (byte) mark;
      this.mechanism = mechanism;
    }

    static Optional<Way> offered(Session session) {
      return Arrays.stream(values())
          .filter(way -> session.offers(way.mechanism, Ck.CKF_WRAP | Ck.CKF_UNWRAP))
          .findFirst();
    }

    static Optional<Way> marked(byte mark) {
      return Arrays.stream(values()).filter(way -> way.mark == mark).findFirst();
    }
  }

  private final String label;
  private final List<Attribute> rule;
  private final SecureRandom random;

  private HsmBackupKey(String label, List<Attribute> rule, SecureRandom random) {
    this.label = label;
    this.rule = rule;
    this.random = random;
  }

  static HsmBackupKey ofStaying(String prefix, SecureRandom random) {
    List<Attribute> rule =
        List.of(Attribute.flag(Ck.CKA_SENSITIVE, true), Attribute.flag(Ck.CKA_EXTRACTABLE, false));
    return new HsmBackupKey(prefix + ".backup", rule, random);
  }

  static HsmBackupKey ofExportable(String prefix, SecureRandom random) {
    List<Attribute> rule = List.of(Attribute.flag(Ck.CKA_SENSITIVE, true));
    return new HsmBackupKey(prefix + ".exportable", rule, random);
  }

  static boolean offered(Session session) {
    return Way.offered(session).isPresent();
  }

  /// @param key may be wrapped
  byte[] wrap(Session session, long key) {
    Way way = Way.offered(session).orElseThrow(() -> Refuse.notOffered("wrapping of keys"));
    long by = mine(session);
    byte[] id = id(session, by);
    byte[] wrapped =
        session.cryptoki().wrapKey(session.id(), new Mechanism.Plain(way.mechanism), by, key);
    return ByteBuffer.allocate(HEADER + wrapped.length).put(way.mark).put(id).put(wrapped).array();
  }

  /// The handle of the key that was wrapped, made anew with these attributes.
  ///
  /// @throws KeyRefused when another HSM wrapped it
  long unwrap(Session session, byte[] blob, List<Attribute> template) {
    if (blob.length <= HEADER) {
      throw new Tampered("a key that an HSM wrapped was cut");
    }
    Way way = Way.marked(blob[0]).orElseThrow(() -> new Tampered("wrapped in no known way"));
    byte[] id = Arrays.copyOfRange(blob, 1, HEADER);
    long by =
        all(session).stream()
            .filter(key -> Arrays.equals(id(session, key), id))
            .findFirst()
            .orElseThrow(() -> new KeyRefused(new KeyRefusal.OfAnotherHsm()));
    byte[] wrapped = Arrays.copyOfRange(blob, HEADER, blob.length);
    return session
        .cryptoki()
        .unwrapKey(session.id(), new Mechanism.Plain(way.mechanism), by, wrapped, template);
  }

  /// Nodes that start at once may make one each: all of them unwrap, the first by id wraps.
  private long mine(Session session) {
    return session.handle(
        label,
        here -> {
          if (all(here).isEmpty()) {
            make(here);
          }
          return all(here).stream()
              .min(Comparator.comparing(key -> id(here, key), Arrays::compareUnsigned))
              .orElseThrow(() -> new HsmAway("there is no key " + label + " in it"));
        });
  }

  private List<Long> all(Session session) {
    return HsmObject.all(session, Ck.CKO_SECRET_KEY, label, NODES_MAX);
  }

  private static byte[] id(Session session, long key) {
    return session.cryptoki().attribute(session.id(), key, Ck.CKA_ID);
  }

  private void make(Session session) {
    List<Attribute> ruled = new ArrayList<>(template());
    ruled.add(Attribute.template(Ck.CKA_UNWRAP_TEMPLATE, rule));
    try {
      generate(session, ruled);
    } catch (CryptokiFailure refused) {
      if (!refused.is(HsmAnswers.NOT_OFFERED)) {
        throw refused;
      }
      LOG.log(
          Level.WARNING,
          "The HSM has no rules for what a key unwraps (CKA_UNWRAP_TEMPLATE): whoever has its PIN"
              + " and a backup of a key can read that key.");
      generate(session, template());
    }
  }

  private static void generate(Session session, List<Attribute> template) {
    session.cryptoki().generateKey(session.id(), new Mechanism.Plain(Ck.CKM_AES_KEY_GEN), template);
  }

  private List<Attribute> template() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return List.of(
        Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY),
        Attribute.number(Ck.CKA_KEY_TYPE, Ck.CKK_AES),
        Attribute.number(Ck.CKA_VALUE_LEN, Algorithms.AES_KEY_BYTES),
        Attribute.text(Ck.CKA_LABEL, label),
        new Attribute(Ck.CKA_ID, id),
        Attribute.flag(Ck.CKA_TOKEN, true),
        Attribute.flag(Ck.CKA_PRIVATE, true),
        Attribute.flag(Ck.CKA_SENSITIVE, true),
        Attribute.flag(Ck.CKA_EXTRACTABLE, false),
        Attribute.flag(Ck.CKA_SIGN, false),
        Attribute.flag(Ck.CKA_VERIFY, false),
        Attribute.flag(Ck.CKA_ENCRYPT, false),
        Attribute.flag(Ck.CKA_DECRYPT, false),
        Attribute.flag(Ck.CKA_WRAP, true),
        Attribute.flag(Ck.CKA_UNWRAP, true));
  }
}
