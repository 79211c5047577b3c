package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
import dev.strongroom.trust.HsmConnection.Session;
import dev.strongroom.trust.HsmObject.Way;
import dev.strongroom.trust.pkcs11.Attribute;
import dev.strongroom.trust.pkcs11.Ck;
import dev.strongroom.trust.pkcs11.CryptokiFailure;
import dev.strongroom.trust.pkcs11.Mechanism;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A symmetric key in a token.
///
/// Tokens tie a secret to one type, and this one is of AES. For HMAC it is unwrapped once more, for
/// the one call, as a secret of the type that HMAC takes.
final class HsmOctKey implements KeyOperations {
  private final KeySpec.Oct spec;
  private final HsmObject object;
  private final HsmBackupKey backups;
  private final byte[] wrapped;
  private final SecureRandom random;

  /// @param wrapped by `backups`; empty when the token wraps no keys
  HsmOctKey(
      KeySpec.Oct spec,
      HsmObject object,
      HsmBackupKey backups,
      byte[] wrapped,
      SecureRandom random) {
    this.spec = spec;
    this.object = object;
    this.backups = backups;
    this.wrapped = wrapped;
    this.random = random;
  }

  @Override
  public KeySpec.Oct spec() {
    return spec;
  }

  @Override
  public Optional<PublicJwk> publicJwk() {
    return Optional.empty();
  }

  @Override
  public byte[] sign(SignatureAlgorithm algorithm, SignatureInput input) {
    Refuse.unlessFits(algorithm, spec);
    byte[] message = Refuse.unlessValue(algorithm, input);
    if (wrapped.length == 0) {
      throw lacking(algorithm);
    }
    return object.use((session, _) -> hmac(session, algorithm, message));
  }

  private byte[] hmac(Session session, SignatureAlgorithm algorithm, byte[] message) {
    Mechanism by = new Mechanism.Plain(hmac(algorithm.hash()));
    if (!session.offers(by.type(), Ck.CKF_SIGN)) {
      throw lacking(algorithm);
    }
    try {
      List<Attribute> template = HsmTemplate.brief(Ck.CKK_GENERIC_SECRET, Ck.CKA_SIGN);
      long secret = backups.unwrap(session, wrapped, template);
      try {
        return session.cryptoki().sign(session.id(), by, secret, message);
      } finally {
        session.cryptoki().destroyObject(session.id(), secret);
      }
    } catch (CryptokiFailure refused) {
      if (refused.is(HsmAnswers.NOT_OFFERED)) {
        throw lacking(algorithm); // many tokens want a key as long as the hash
      }
      throw refused;
    }
  }

  private KeyRefused lacking(KeyAlgorithm algorithm) {
    return Refuse.notOffered(algorithm.label() + " under " + spec.label() + " keys");
  }

  @Override
  public boolean verify(SignatureAlgorithm algorithm, SignatureInput input, byte[] signature) {
    return MessageDigest.isEqual(sign(algorithm, input), signature);
  }

  @Override
  public Ciphertext encrypt(
      EncryptionAlgorithm algorithm,
      SecretBytes plaintext,
      Optional<byte[]> iv,
      Optional<byte[]> aad) {
    OctRules.encryptable(algorithm, spec, iv);
    if (algorithm.mode() == Mode.GCM) {
      return gcm(algorithm, plaintext, aad);
    }
    byte[] start = iv.orElseGet(() -> fresh(Algorithms.AES_BLOCK_BYTES));
    try (SecretBytes blocks = OctRules.cbcBlocks(algorithm, start, plaintext)) {
      byte[] bytes = encrypted(algorithm, new Mechanism.Cbc(start), blocks.reveal());
      return new Ciphertext(bytes, Optional.of(start), Optional.empty(), Optional.empty());
    }
  }

  private Ciphertext gcm(
      EncryptionAlgorithm algorithm, SecretBytes plaintext, Optional<byte[]> aad) {
    var by = new Mechanism.Gcm(fresh(Algorithms.GCM_NONCE_BYTES), aad.orElse(new byte[0]));
    byte[] sealed = encrypted(algorithm, by, plaintext.reveal());
    int end = sealed.length - Algorithms.GCM_TAG_BYTES;
    return new Ciphertext(
        Arrays.copyOf(sealed, end),
        Optional.of(by.nonce()),
        aad,
        Optional.of(Arrays.copyOfRange(sealed, end, sealed.length)));
  }

  private byte[] encrypted(EncryptionAlgorithm algorithm, Mechanism by, byte[] plaintext) {
    var way =
        new Way<>(
            by.type(),
            Ck.CKF_ENCRYPT,
            (session, key) -> session.cryptoki().encrypt(session.id(), by, key, plaintext));
    return object.firstCertainly(algorithm.label(), List.of(way));
  }

  @Override
  public SecretBytes decrypt(EncryptionAlgorithm algorithm, Ciphertext ciphertext) {
    byte[] iv = OctRules.decryptable(algorithm, spec, ciphertext);
    if (algorithm.mode() == Mode.GCM) {
      byte[] sealed = join(ciphertext.bytes(), ciphertext.tag().orElseThrow());
      var by = new Mechanism.Gcm(iv, ciphertext.aad().orElse(new byte[0]));
      return SecretBytes.owning(decrypted(algorithm, by, sealed));
    }
    byte[] blocks = decrypted(algorithm, new Mechanism.Cbc(iv), ciphertext.bytes());
    if (algorithm.mode() == Mode.CBC) {
      return SecretBytes.owning(blocks);
    }
    try (SecretBytes padded = SecretBytes.owning(blocks)) {
      return unpadded(padded.reveal()).orElseThrow(() -> Refuse.undecryptable(algorithm));
    }
  }

  private byte[] decrypted(EncryptionAlgorithm algorithm, Mechanism by, byte[] bytes) {
    var way =
        new Way<>(
            by.type(),
            Ck.CKF_DECRYPT,
            (session, key) -> session.cryptoki().decrypt(session.id(), by, key, bytes));
    try {
      return object.firstCertainly(algorithm.label(), List.of(way));
    } catch (CryptokiFailure wrong) {
      throw refusal(algorithm, wrong);
    }
  }

  /// PKCS #7 is taken off here, and put on by [OctRules], for the reason that [HsmRsaKey] gives.
  private static Optional<SecretBytes> unpadded(byte[] blocks) {
    int padding = blocks[blocks.length - 1] & 0xff;
    if (padding == 0 || padding > Algorithms.AES_BLOCK_BYTES) {
      return Optional.empty();
    }
    int bad = 0;
    for (int i = blocks.length - padding; i < blocks.length; i += 1) {
      bad |= blocks[i] ^ padding;
    }
    return bad == 0
        ? Optional.of(SecretBytes.owning(Arrays.copyOf(blocks, blocks.length - padding)))
        : Optional.empty();
  }

  @Override
  public byte[] wrap(EncryptionAlgorithm algorithm, SecretBytes key) {
    OctRules.wrappable(algorithm, spec, key.length());
    return object.useCertainly((session, by) -> new HsmKeyWrap(session, by, algorithm).wrap(key));
  }

  @Override
  public SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] bytes) {
    OctRules.unwrappable(algorithm, spec, bytes.length);
    try {
      return object.useCertainly(
          (session, by) -> new HsmKeyWrap(session, by, algorithm).unwrap(bytes));
    } catch (CryptokiFailure wrong) {
      throw refusal(algorithm, wrong);
    }
  }

  @Override
  public SecretBytes receive(KeyTransport transport, byte[] bytes) {
    throw Refuse.notOf(spec, transport);
  }

  /// What a well token meant by failing to decrypt or to unwrap.
  static RuntimeException refusal(KeyAlgorithm algorithm, CryptokiFailure failure) {
    return failure.is(HsmAnswers.NOT_OPENED)
        ? Refuse.undecryptable(algorithm)
        : new IllegalStateException("the HSM cannot decrypt: " + failure.getMessage());
  }

  private static long hmac(Hash hash) {
    return switch (hash) {
      case SHA_256 -> Ck.CKM_SHA256_HMAC;
      case SHA_384 -> Ck.CKM_SHA384_HMAC;
      case SHA_512 -> Ck.CKM_SHA512_HMAC;
      case SHA_1, NONE -> throw new IllegalStateException("no HMAC with it");
    };
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }

  private byte[] fresh(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// The key stays in the token.
  @Override
  public void close() {
    object.close();
  }

  @Override
  public String toString() {
    return "HsmOctKey[" + spec.label() + "]";
  }
}
