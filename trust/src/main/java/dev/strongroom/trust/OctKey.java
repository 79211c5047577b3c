package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
import dev.strongroom.trust.KeyRefusal.Part;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/// A symmetric key in this process.
final class OctKey implements SoftwareKey {
  private static final byte[] NO_SPKI = {};
  private static final byte[] NOTHING = {};

  private final KeySpec.Oct spec;
  private final AesKey key;
  private final SecureRandom random;

  /// Copies `material`; the caller wipes its own.
  OctKey(KeySpec.Oct spec, SecretBytes material, SecureRandom random) {
    this.spec = spec;
    this.key = new AesKey(material.reveal(), spec.bytes());
    this.random = random;
  }

  @Override
  public KeySpec.Oct spec() {
    return spec;
  }

  /// Of a message of any length: a digest of the message is one.
  @Override
  public byte[] sign(SignatureAlgorithm algorithm, SignatureInput input) {
    Refuse.unlessFits(algorithm, spec);
    byte[] message = Refuse.unlessValue(algorithm, input);
    Mac mac = Providers.found(() -> Mac.getInstance(algorithm.hash().hmac()));
    try {
      mac.init(key);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("HMAC cannot be computed", broken);
    }
    return mac.doFinal(message);
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
    Refuse.unlessFits(algorithm, spec, KeyUse.ENCRYPT);
    if (algorithm.mode() == Mode.GCM) {
      Refuse.given(algorithm, Part.IV, iv);
      return gcm(algorithm, plaintext, aad);
    }
    Refuse.given(algorithm, Part.AAD, aad);
    byte[] start = iv.orElseGet(() -> fresh(Algorithms.AES_BLOCK_BYTES));
    checkIv(algorithm, start);
    if (algorithm.mode() == Mode.CBC) {
      Refuse.unlessLong(algorithm, Part.PLAINTEXT, blocks(), plaintext.length());
    }
    byte[] bytes = plain(Cipher.ENCRYPT_MODE, algorithm, start, plaintext.reveal());
    return new Ciphertext(bytes, Optional.of(start), Optional.empty(), Optional.empty());
  }

  /// The nonce is ours, always: one that came twice would give the key away.
  private Ciphertext gcm(
      EncryptionAlgorithm algorithm, SecretBytes plaintext, Optional<byte[]> aad) {
    byte[] nonce = fresh(Algorithms.GCM_NONCE_BYTES);
    byte[] sealed;
    try {
      sealed = gcm(Cipher.ENCRYPT_MODE, nonce, aad).doFinal(plaintext.reveal());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES cannot encrypt with " + algorithm, broken);
    }
    int end = sealed.length - Algorithms.GCM_TAG_BYTES;
    byte[] tag = Arrays.copyOfRange(sealed, end, sealed.length);
    return new Ciphertext(Arrays.copyOf(sealed, end), Optional.of(nonce), aad, Optional.of(tag));
  }

  @Override
  public SecretBytes decrypt(EncryptionAlgorithm algorithm, Ciphertext ciphertext) {
    Refuse.unlessFits(algorithm, spec, KeyUse.DECRYPT);
    byte[] iv = Refuse.missing(algorithm, Part.IV, ciphertext.iv());
    checkIv(algorithm, iv);
    if (algorithm.mode() == Mode.GCM) {
      return openGcm(algorithm, ciphertext, iv);
    }
    Refuse.given(algorithm, Part.AAD, ciphertext.aad());
    Refuse.given(algorithm, Part.TAG, ciphertext.tag());
    Refuse.unlessLong(algorithm, Part.CIPHERTEXT, blocks(), ciphertext.bytes().length);
    return SecretBytes.owning(plain(Cipher.DECRYPT_MODE, algorithm, iv, ciphertext.bytes()));
  }

  private SecretBytes openGcm(EncryptionAlgorithm algorithm, Ciphertext ciphertext, byte[] nonce) {
    byte[] tag = Refuse.missing(algorithm, Part.TAG, ciphertext.tag());
    Refuse.unlessLong(algorithm, Part.TAG, Lengths.exactly(Algorithms.GCM_TAG_BYTES), tag.length);
    byte[] bytes = ciphertext.bytes();
    byte[] sealed = Arrays.copyOf(bytes, bytes.length + tag.length);
    System.arraycopy(tag, 0, sealed, bytes.length, tag.length);
    try {
      return SecretBytes.owning(gcm(Cipher.DECRYPT_MODE, nonce, ciphertext.aad()).doFinal(sealed));
    } catch (BadPaddingException wrong) {
      throw Refuse.undecryptable(algorithm);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES cannot decrypt with " + algorithm, broken);
    }
  }

  private Cipher gcm(int opmode, byte[] nonce, Optional<byte[]> aad)
      throws GeneralSecurityException {
    Cipher cipher = Providers.aes(Algorithms.AES_GCM);
    cipher.init(opmode, key, new GCMParameterSpec(Algorithms.GCM_TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(aad.orElse(NOTHING));
    return cipher;
  }

  /// CBC, with or without padding.
  private byte[] plain(int opmode, EncryptionAlgorithm algorithm, byte[] iv, byte[] bytes) {
    AlgorithmParameterSpec start = new IvParameterSpec(iv);
    Cipher cipher =
        Providers.aes(
            algorithm.mode() == Mode.CBC ? Algorithms.AES_CBC : Algorithms.AES_CBC_PADDED);
    try {
      cipher.init(opmode, key, start);
      return cipher.doFinal(bytes);
    } catch (BadPaddingException wrong) {
      throw Refuse.undecryptable(algorithm);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES cannot do " + algorithm, broken);
    }
  }

  @Override
  public byte[] wrap(EncryptionAlgorithm algorithm, SecretBytes wrapped) {
    Refuse.unlessFits(algorithm, spec, KeyUse.WRAP);
    Lengths wanted =
        algorithm.mode() == Mode.KW
            ? Lengths.multiplesOf(AesWrap.UNIT, AesWrap.LEAST)
            : Lengths.between(1, Integer.MAX_VALUE);
    Refuse.unlessLong(algorithm, Part.PLAINTEXT, wanted, wrapped.length());
    return AesWrap.wrap(wrapping(algorithm), key, wrapped);
  }

  @Override
  public SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] wrapped) {
    Refuse.unlessFits(algorithm, spec, KeyUse.UNWRAP);
    int least = algorithm.mode() == Mode.KW ? AesWrap.LEAST + AesWrap.UNIT : AesWrap.LEAST;
    Refuse.unlessLong(
        algorithm, Part.CIPHERTEXT, Lengths.multiplesOf(AesWrap.UNIT, least), wrapped.length);
    return AesWrap.unwrap(algorithm, wrapping(algorithm), key, wrapped);
  }

  @Override
  public SecretBytes receive(KeyTransport transport, byte[] wrapped) {
    throw Refuse.notOf(spec, transport);
  }

  private static String wrapping(EncryptionAlgorithm algorithm) {
    return algorithm.mode() == Mode.KW ? Algorithms.AES_KW : Algorithms.AES_KW_PADDED;
  }

  private static Lengths blocks() {
    return Lengths.multiplesOf(Algorithms.AES_BLOCK_BYTES, Algorithms.AES_BLOCK_BYTES);
  }

  private static void checkIv(EncryptionAlgorithm algorithm, byte[] iv) {
    int wanted =
        algorithm.mode() == Mode.GCM ? Algorithms.GCM_NONCE_BYTES : Algorithms.AES_BLOCK_BYTES;
    Refuse.unlessLong(algorithm, Part.IV, Lengths.exactly(wanted), iv.length);
  }

  private byte[] fresh(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public Optional<PublicJwk> publicJwk() {
    return Optional.empty();
  }

  @Override
  public SecretBytes encoded() {
    try (KeyMaterial material = new KeyMaterial(spec, NO_SPKI, exported())) {
      return material.encoded();
    }
  }

  @Override
  public SecretBytes exported() {
    return SecretBytes.owning(key.getEncoded());
  }

  @Override
  public void close() {
    key.destroy();
  }

  @Override
  public String toString() {
    return "OctKey[" + spec.label() + "]";
  }
}
