package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.HsmMaking.Made;
import dev.strongroom.trust.KeyRefusal.Part;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.TokenInfo;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// Keys whose private half is in a token, and does its work there. They share the sessions, the
/// login and the fate of the root key that lies in the same token.
///
/// A key that stays can be taken out by nobody, so it is wrapped before it stays: it is made as an
/// object of one session that can be wrapped but not read, wrapped under the HSM's own backup key,
/// and unwrapped for good as an object that cannot be wrapped. Where a token wraps no keys it is
/// made for good at once, and has no backup.
///
/// Every method throws [HsmAway] when the token cannot be used now.
public final class HsmKeys {
  private static final int ALIKE_MAX = 16;
  private static final byte[] NO_BACKUP = {};

  private final HsmToken token;
  private final String prefix;
  private final Pattern form;
  private final HsmBackupKey staying;
  private final HsmBackupKey exportable;
  private final SoftwareKeys software;
  private final SecureRandom random;

  /// @param prefix what the labels of this deployment's objects begin with
  HsmKeys(HsmToken token, String prefix, SoftwareKeys software, SecureRandom random) {
    this.token = token;
    this.prefix = prefix;
    this.form =
        Pattern.compile(
            Pattern.quote(prefix) + "\\.[0-9a-f]{%d}".formatted(2 * HsmKeyName.ID_BYTES));
    this.staying = HsmBackupKey.ofStaying(prefix, random);
    this.exportable = HsmBackupKey.ofExportable(prefix, random);
    this.software = software;
    this.random = random;
  }

  /// The label that the object of a key has.
  public String label(HsmKeyName name) {
    return prefix + "." + HexFormat.of().formatHex(name.id());
  }

  /// @throws KeyRefused when the token does not make such keys
  public HsmKeyRecord generate(KeySpec spec, HsmKeyName name, HsmKeyPurpose purpose) {
    return settled(new HsmMaking.Generated(spec, SoftwareKeys.USUAL_EXPONENT), name, purpose);
  }

  /// @throws KeyRefused for an exponent other than 3, 17, 257 and 65537, and for one that the token
  ///   does not take
  public HsmKeyRecord generate(
      KeySpec.Rsa spec, int exponent, HsmKeyName name, HsmKeyPurpose purpose) {
    SoftwareKeys.unlessUsual(exponent);
    return settled(new HsmMaking.Generated(spec, exponent), name, purpose);
  }

  /// @throws KeyRefused when it is not a sound key of a specification that we know
  public HsmKeyRecord importJwk(PrivateJwk key, HsmKeyName name, HsmKeyPurpose purpose) {
    try (KeyMaterial material = KeyImport.of(key)) {
      return settled(new HsmMaking.Imported(material), name, purpose);
    }
  }

  /// A key that was wrapped for another one.
  ///
  /// @param under the key that it was wrapped for; its purpose is [HsmKeyPurpose#IMPORT]
  @SuppressWarnings("ArrayRecordComponent")
  public record Parcel(
      HsmKeyRecord under, KeyTransport transport, HsmKeyKind kind, byte[] wrapped) {}

  /// Brings a key that was wrapped for a key of this token.
  ///
  /// @throws KeyRefused when it does not open, or is not a key that we know
  public HsmKeyRecord importWrapped(Parcel parcel, HsmKeyName name, HsmKeyPurpose purpose) {
    KeyTransport transport = parcel.transport();
    if (!(open(parcel.under()) instanceof HsmRsaKey under)) {
      throw Refuse.notOf(parcel.under().spec(), transport);
    }
    Lengths wanted = AesWrap.transported(((KeySpec.Rsa) under.spec()).bytes());
    Refuse.unlessLong(transport, Part.CIPHERTEXT, wanted, parcel.wrapped().length);
    return settled(
        new HsmMaking.Brought(parcel.kind(), transport, under, parcel.wrapped()), name, purpose);
  }

  /// @throws KeyRefused when another HSM wrapped it, or it was not wrapped at all
  /// @throws Tampered when it is not what the HSM wrapped
  public HsmKeyRecord restore(HsmKeyRecord backup, HsmKeyName name) {
    if (!backup.backedUp()) {
      throw Refuse.notOffered("backups of keys");
    }
    return settled(
        new HsmMaking.Restored(backup, wrapping(backup.purpose())), name, backup.purpose());
  }

  /// An [HsmKeyPurpose#EXPORTABLE] key for another party, wrapped as [SoftwareKeys#send] does it.
  ///
  /// @throws KeyRefused when another HSM made it, or the token lacks what it takes
  public byte[] release(HsmKeyRecord key, PublicJwk.Rsa recipient, KeyTransport transport) {
    if (key.purpose() != HsmKeyPurpose.EXPORTABLE) {
      throw new IllegalArgumentException("a key that stays");
    }
    HsmRelease release = new HsmRelease(recipient, transport, software, random);
    try {
      return token.making(session -> released(session, key, release));
    } catch (CryptokiFailure refused) {
      if (refused.is(HsmAnswers.NOT_OFFERED)) {
        throw Refuse.notOffered("release of keys: " + refused.getMessage());
      }
      throw new IllegalStateException("the HSM releases no key: " + refused.getMessage());
    }
  }

  private byte[] released(Session session, HsmKeyRecord key, HsmRelease release) {
    HsmKeyKind kind = HsmKeyKind.of(key.spec());
    new HsmObject(token, key.label(), kind.objectClass()).search(session); // or the token is away
    List<Attribute> template = HsmTemplate.passing(kind, key.purpose());
    long passing = new HsmMaking.Restored(key, exportable).in(session, template).secret();
    try {
      return release.of(session, key.spec(), passing);
    } finally {
      session.cryptoki().destroyObject(session.id(), passing);
    }
  }

  private HsmBackupKey wrapping(HsmKeyPurpose purpose) {
    return purpose == HsmKeyPurpose.EXPORTABLE ? exportable : staying;
  }

  /// The key to work with. Nothing is asked of the token yet.
  public KeyOperations open(HsmKeyRecord key) {
    HsmObject object = new HsmObject(token, key.label(), HsmKeyKind.of(key.spec()).objectClass());
    return switch (key.spec()) {
      case KeySpec.Rsa rsa ->
          new HsmRsaKey((RsaPublic) software.half(rsa, key.spki()), object, random);
      case KeySpec.Ec ec -> new HsmEcKey((VerifyingHalf) software.half(ec, key.spki()), object);
      case KeySpec.Oct oct ->
          new HsmOctKey(oct, object, wrapping(key.purpose()), key.wrapped(), random);
      case KeySpec.MlDsa set -> throw Refuse.notOffered(set.label() + " keys");
    };
  }

  /// What the token says of the key now.
  public HsmEvidence evidence(HsmKeyRecord key) {
    long kind = HsmKeyKind.of(key.spec()).objectClass();
    try (HsmObject object = new HsmObject(token, key.label(), kind)) {
      return object.useCertainly((session, handle) -> {
        TokenInfo about = session.token();
        return new HsmEvidence(
            about.manufacturer(),
            about.model(),
            about.serial(),
            flag(session, handle, Ck.CKA_SENSITIVE),
            flag(session, handle, Ck.CKA_EXTRACTABLE),
            flag(session, handle, Ck.CKA_LOCAL),
            flag(session, handle, Ck.CKA_NEVER_EXTRACTABLE),
            key.purpose() == HsmKeyPurpose.EXPORTABLE);
      });
    } catch (CryptokiFailure refused) {
      throw new HsmAway("it does not tell about " + key.label() + ": " + refused.getMessage());
    }
  }

  private static boolean flag(Session session, long key, long attribute) {
    byte[] value = session.cryptoki().attribute(session.id(), key, attribute);
    return value.length == 1 && value[0] != 0;
  }

  /// Destroys what has this label, and says whether there was something.
  public boolean destroy(String label) {
    if (!form.matcher(label).matches()) {
      throw new IllegalArgumentException("not a label of a key of this deployment");
    }
    try {
      return token.making(session -> cleared(session, label));
    } catch (CryptokiFailure refused) {
      throw new HsmAway("it does not destroy " + label + ": " + refused.getMessage());
    }
  }

  /// The labels of every key of this deployment that is in the token.
  public Set<String> labels() {
    return token.making(this::labels);
  }

  private Set<String> labels(Session session) {
    Set<String> found = new TreeSet<>(labels(session, Ck.CKO_PRIVATE_KEY));
    found.addAll(labels(session, Ck.CKO_SECRET_KEY));
    found.removeIf(label -> !form.matcher(label).matches());
    return found;
  }

  /// Why the HSM is away; empty while it is not.
  public Optional<String> trouble() {
    return token.trouble();
  }

  private static List<String> labels(Session session, long kind) {
    List<Attribute> template =
        List.of(Attribute.number(Ck.CKA_CLASS, kind), Attribute.flag(Ck.CKA_TOKEN, true));
    return session.cryptoki().find(session.id(), template, HsmLimits.OBJECTS_MAX).stream()
        .map(key -> session.cryptoki().attribute(session.id(), key, Ck.CKA_LABEL))
        .map(label -> new String(label, StandardCharsets.UTF_8))
        .toList();
  }

  /// A key is tried before anything is entrusted to it, and does not stay when it fails.
  private HsmKeyRecord settled(HsmMaking making, HsmKeyName name, HsmKeyPurpose purpose) {
    Settling settling = new Settling(making, name, purpose);
    HsmKeyRecord made;
    try {
      made = token.making(settling::in);
    } catch (CryptokiFailure refused) {
      if (refused.is(HsmAnswers.NOT_OFFERED)) {
        throw Refuse.notOffered("such a key: " + refused.getMessage());
      }
      throw new IllegalStateException("the HSM makes no key: " + refused.getMessage());
    }
    boolean sound = false;
    try {
      new HsmProof(software, random).of(open(made), purpose);
      sound = true;
      return made;
    } finally {
      if (!sound) {
        undone(made.label());
      }
    }
  }

  /// As far as the token lets us: what stays is found by its label later.
  private void undone(String label) {
    try {
      destroy(label);
    } catch (HsmAway | CryptokiFailure lost) {
      return;
    }
  }

  /// One attempt at making a key stay. The link may begin it anew after the token was lost half way
  /// through; what it finds under its label then is its own. What is there before is somebody
  /// else's, and never overwritten.
  private final class Settling {
    private final HsmMaking making;
    private final HsmKeyPurpose purpose;
    private final String label;
    private final byte[] id;
    private volatile boolean begun;

    Settling(HsmMaking making, HsmKeyName name, HsmKeyPurpose purpose) {
      this.making = making;
      this.purpose = purpose;
      this.label = label(name);
      this.id = name.id();
    }

    HsmKeyRecord in(Session session) {
      if (begun) {
        cleared(session, label);
      } else if (!of(session, label).isEmpty()) {
        throw new IllegalStateException("there is a key " + label + " in the HSM already");
      }
      begun = true;
      if (making instanceof HsmMaking.Restored restored) {
        return atOnce(session, restored.backup().wrapped());
      }
      return HsmBackupKey.offered(session) ? wrapped(session) : withoutBackup(session);
    }

    private HsmKeyRecord withoutBackup(Session session) {
      if (purpose == HsmKeyPurpose.EXPORTABLE) {
        throw Refuse.notOffered("exportable keys");
      }
      return atOnce(session, NO_BACKUP);
    }

    private HsmKeyRecord wrapped(Session session) {
      Made passing = making.in(session, HsmTemplate.passing(making.kind(), purpose));
      byte[] blob;
      try {
        blob = wrapping(purpose).wrap(session, passing.secret());
      } catch (CryptokiFailure refused) {
        if (refused.is(HsmAnswers.NOT_OFFERED)) {
          session.cryptoki().destroyObject(session.id(), passing.secret());
          return withoutBackup(session);
        }
        throw refused;
      }
      session.cryptoki().destroyObject(session.id(), passing.secret());
      wrapping(purpose).unwrap(session, blob, resident());
      return record(passing, blob);
    }

    private HsmKeyRecord atOnce(Session session, byte[] blob) {
      return record(making.in(session, resident()), blob);
    }

    private HsmKeyRecord record(Made made, byte[] blob) {
      return new HsmKeyRecord(made.spec(), purpose, made.spki(), label, blob);
    }

    private List<Attribute> resident() {
      return HsmTemplate.resident(making.kind(), purpose, label, id);
    }
  }

  private static boolean cleared(Session session, String label) {
    List<Long> found = of(session, label);
    found.forEach(object -> session.cryptoki().destroyObject(session.id(), object));
    session.forget(label);
    return !found.isEmpty();
  }

  private static List<Long> of(Session session, String label) {
    return LongStream.of(Ck.CKO_PRIVATE_KEY, Ck.CKO_SECRET_KEY)
        .boxed()
        .flatMap(kind -> HsmObject.all(session, kind, label, ALIKE_MAX).stream())
        .toList();
  }
}
