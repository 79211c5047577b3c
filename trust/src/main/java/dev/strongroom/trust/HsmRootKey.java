package dev.strongroom.trust;

import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import dev.strongroom.trust.pkcs11.ReturnValue;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A root key inside a token. What is wrapped begins with the format of its [HsmWrapping]:
///
/// ```
/// 2     | nonce (12) | AES-GCM of the key; associated data = 2 | binding
/// 3, 4  | RFC 5649 of key | SHA-256 (format | binding)
/// 5     | salt (15) | sealed bytes of a SealingKey made of AES(1 | salt) | AES(2 | salt)
/// ```
final class HsmRootKey implements RootKey {
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 15;
  private static final int FOUND_MAX = 2;

  private final HsmToken token;
  private final HsmKeyLabel label;
  private final Providers providers;
  private final SecureRandom random;
  private final AtomicBoolean closed = new AtomicBoolean();

  HsmRootKey(HsmToken token, HsmKeyLabel label, Providers providers, SecureRandom random) {
    this.token = token;
    token.used();
    this.label = label;
    this.providers = providers;
    this.random = random;
  }

  /// Makes a root key inside the token, under a label that no other has.
  static void generate(Session session, HsmKeyLabel label) {
    HsmWrapping way = label.wrapping();
    session
        .cryptoki()
        .generateKey(
            session.id(),
            new Mechanism.Plain(Ck.CKM_AES_KEY_GEN),
            List.of(
                Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY),
                Attribute.number(Ck.CKA_KEY_TYPE, Ck.CKK_AES),
                Attribute.number(Ck.CKA_VALUE_LEN, Algorithms.AES_KEY_BYTES),
                Attribute.text(Ck.CKA_LABEL, label.toString()),
                Attribute.flag(Ck.CKA_TOKEN, true),
                Attribute.flag(Ck.CKA_PRIVATE, true),
                Attribute.flag(Ck.CKA_SENSITIVE, true),
                Attribute.flag(Ck.CKA_EXTRACTABLE, false),
                Attribute.flag(Ck.CKA_SIGN, false),
                Attribute.flag(Ck.CKA_VERIFY, false),
                Attribute.flag(Ck.CKA_ENCRYPT, way.needs(Ck.CKF_ENCRYPT)),
                Attribute.flag(Ck.CKA_DECRYPT, way.needs(Ck.CKF_DECRYPT)),
                Attribute.flag(Ck.CKA_WRAP, way.needs(Ck.CKF_WRAP)),
                Attribute.flag(Ck.CKA_UNWRAP, way.needs(Ck.CKF_UNWRAP))));
  }

  /// Ends a root key: nothing that it wrapped opens again.
  static void destroy(Session session, HsmKeyLabel label) {
    session.cryptoki().destroyObject(session.id(), found(session, label));
  }

  @Override
  public String id() {
    return label.id();
  }

  @Override
  public byte[] wrap(Binding binding, SecretBytes key) {
    return token.call(session -> wrapped(session, binding, key));
  }

  @Override
  public SecretBytes unwrap(Binding binding, byte[] wrapped) {
    if (wrapped.length == 0 || wrapped[0] != label.wrapping().format()) {
      throw new Tampered("not wrapped by a root key of this kind");
    }
    try {
      return token.call(session -> unwrapped(session, binding, wrapped));
    } catch (CryptokiFailure wrong) {
      throw new Tampered("a wrapped key does not belong here or was changed");
    }
  }

  /// Proves that the key is there and does what it should; fails on a token that is not well.
  void prove(Session session) {
    Binding place = Binding.of("strongroom root key: proof, 1", id());
    byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(bytes);
    try (SecretBytes key = SecretBytes.owning(bytes);
        SecretBytes back = unwrapped(session, place, wrapped(session, place, key))) {
      if (!key.equals(back)) {
        throw broken();
      }
    } catch (Tampered wrong) {
      throw broken();
    }
  }

  private static CryptokiFailure broken() {
    return new CryptokiFailure("the proof of the root key", ReturnValue.DEVICE_ERROR);
  }

  private byte[] wrapped(Session session, Binding binding, SecretBytes key) {
    HsmWrapping way = label.wrapping();
    byte[] content =
        switch (way) {
          case GCM -> gcm(session, binding, key);
          case KWP, PAD -> keyWrap(session, binding, key);
          case DERIVED -> derived(session, binding, key);
        };
    return join(new byte[] {way.format()}, content);
  }

  private SecretBytes unwrapped(Session session, Binding binding, byte[] wrapped) {
    byte[] content = Arrays.copyOfRange(wrapped, 1, wrapped.length);
    return switch (label.wrapping()) {
      case GCM -> unGcm(session, binding, content);
      case KWP, PAD -> keyUnwrap(session, binding, content);
      case DERIVED -> unDerived(session, binding, content);
    };
  }

  private byte[] gcm(Session session, Binding binding, SecretBytes key) {
    byte[] nonce = new byte[Algorithms.GCM_NONCE_BYTES];
    random.nextBytes(nonce);
    var by = new Mechanism.Gcm(nonce, place(binding));
    byte[] sealed = session.cryptoki().encrypt(session.id(), by, handle(session), key.reveal());
    return join(by.nonce(), sealed);
  }

  private SecretBytes unGcm(Session session, Binding binding, byte[] content) {
    if (content.length < Algorithms.GCM_NONCE_BYTES + Algorithms.GCM_TAG_BYTES) {
      throw new Tampered("a wrapped key was cut");
    }
    byte[] nonce = Arrays.copyOf(content, Algorithms.GCM_NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(content, nonce.length, content.length);
    var by = new Mechanism.Gcm(nonce, place(binding));
    return SecretBytes.owning(
        session.cryptoki().decrypt(session.id(), by, handle(session), sealed));
  }

  private byte[] keyWrap(Session session, Binding binding, SecretBytes key) {
    try (SecretBytes both = SecretBytes.owning(join(key.reveal(), hash(place(binding))))) {
      List<Attribute> template = new ArrayList<>(HsmTemplate.data());
      template.add(new Attribute(Ck.CKA_VALUE, both.reveal()));
      long object = session.cryptoki().createObject(session.id(), template);
      try {
        return session.cryptoki().wrapKey(session.id(), way(), handle(session), object);
      } finally {
        session.cryptoki().destroyObject(session.id(), object);
      }
    }
  }

  private SecretBytes keyUnwrap(Session session, Binding binding, byte[] content) {
    long object =
        session
            .cryptoki()
            .unwrapKey(session.id(), way(), handle(session), content, HsmTemplate.data());
    byte[] both;
    try {
      both = session.cryptoki().attribute(session.id(), object, Ck.CKA_VALUE);
    } finally {
      session.cryptoki().destroyObject(session.id(), object);
    }
    try (SecretBytes _ = SecretBytes.owning(both)) {
      int length = both.length - HASH_BYTES;
      if (length < 0
          || !MessageDigest.isEqual(
              hash(place(binding)), Arrays.copyOfRange(both, length, both.length))) {
        throw new Tampered("a wrapped key does not belong here");
      }
      return SecretBytes.owning(Arrays.copyOf(both, length));
    }
  }

  private byte[] derived(Session session, Binding binding, SecretBytes key) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    try (SealingKey once = once(session, salt)) {
      return join(salt, once.seal(binding, key));
    }
  }

  private SecretBytes unDerived(Session session, Binding binding, byte[] content) {
    if (content.length < SALT_BYTES) {
      throw new Tampered("a wrapped key was cut");
    }
    try (SealingKey once = once(session, Arrays.copyOf(content, SALT_BYTES))) {
      return once.open(binding, Arrays.copyOfRange(content, SALT_BYTES, content.length));
    }
  }

  private SealingKey once(Session session, byte[] salt) {
    ByteBuffer blocks = ByteBuffer.allocate(Algorithms.AES_KEY_BYTES);
    blocks.put((byte) 1).put(salt).put((byte) 2).put(salt);
    try (SecretBytes key =
        SecretBytes.owning(
            session.cryptoki().encrypt(session.id(), way(), handle(session), blocks.array()))) {
      return new SealingKey(1, key, providers, random);
    }
  }

  private Mechanism way() {
    return new Mechanism.Plain(label.wrapping().mechanism());
  }

  private byte[] place(Binding binding) {
    return join(new byte[] {label.wrapping().format()}, binding.encoded());
  }

  private long handle(Session session) {
    return session.handle(label.toString(), this::search);
  }

  private long search(Session session) {
    return found(session, label);
  }

  private static long found(Session session, HsmKeyLabel label) {
    List<Long> found =
        session
            .cryptoki()
            .find(
                session.id(),
                List.of(
                    Attribute.number(Ck.CKA_CLASS, Ck.CKO_SECRET_KEY),
                    Attribute.text(Ck.CKA_LABEL, label.toString())),
                FOUND_MAX);
    if (found.size() != 1) {
      throw new CryptokiFailure("C_FindObjects", ReturnValue.OBJECT_HANDLE_INVALID);
    }
    return found.getFirst();
  }

  private static byte[] hash(byte[] place) {
    return Merkle.sha256().digest(place);
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }

  @Override
  public boolean present() {
    return token.trouble().isEmpty();
  }

  /// The key stays in the token.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      token.close();
    }
  }

  @Override
  public String toString() {
    return "RootKey[" + label + "]";
  }
}
