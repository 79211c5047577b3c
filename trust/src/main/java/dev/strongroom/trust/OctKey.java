package dev.strongroom.trust;

import dev.strongroom.trust.EncryptionAlgorithm.Mode;
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
    OctRules.encryptable(algorithm, spec, iv);
    if (algorithm.mode() == Mode.GCM) {
      return gcm(algorithm, plaintext, aad);
    }
    byte[] start = iv.orElseGet(() -> fresh(Algorithms.AES_BLOCK_BYTES));
    try (SecretBytes blocks = OctRules.cbcBlocks(algorithm, start, plaintext)) {
      Cipher cipher = Providers.aes(Algorithms.AES_CBC);
      byte[] bytes = cbc(cipher, Cipher.ENCRYPT_MODE, algorithm, start, blocks.reveal());
      return new Ciphertext(bytes, Optional.of(start), Optional.empty(), Optional.empty());
    }
  }

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
    byte[] iv = OctRules.decryptable(algorithm, spec, ciphertext);
    if (algorithm.mode() == Mode.GCM) {
      return openGcm(algorithm, ciphertext, iv);
    }
    Cipher cipher =
        Providers.aes(
            algorithm.mode() == Mode.CBC ? Algorithms.AES_CBC : Algorithms.AES_CBC_PADDED);
    byte[] bytes = ciphertext.bytes();
    return SecretBytes.owning(cbc(cipher, Cipher.DECRYPT_MODE, algorithm, iv, bytes));
  }

  private SecretBytes openGcm(EncryptionAlgorithm algorithm, Ciphertext ciphertext, byte[] nonce) {
    byte[] tag = ciphertext.tag().orElseThrow();
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

  private byte[] cbc(
      Cipher cipher, int opmode, EncryptionAlgorithm algorithm, byte[] iv, byte[] bytes) {
    AlgorithmParameterSpec start = new IvParameterSpec(iv);
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
    OctRules.wrappable(algorithm, spec, wrapped.length());
    return AesWrap.wrap(wrapping(algorithm), key, wrapped);
  }

  @Override
  public SecretBytes unwrap(EncryptionAlgorithm algorithm, byte[] wrapped) {
    OctRules.unwrappable(algorithm, spec, wrapped.length);
    return AesWrap.unwrap(algorithm, wrapping(algorithm), key, wrapped);
  }

  @Override
  public SecretBytes receive(KeyTransport transport, byte[] wrapped) {
    throw Refuse.notOf(spec, transport);
  }

  private static String wrapping(EncryptionAlgorithm algorithm) {
    return algorithm.mode() == Mode.KW ? Algorithms.AES_KW : Algorithms.AES_KW_PADDED;
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
