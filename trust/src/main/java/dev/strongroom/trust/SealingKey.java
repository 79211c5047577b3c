package dev.strongroom.trust;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals values with AES-256-GCM under a random 96-bit nonce, bound to the place they belong to.
///
/// ```
/// sealed bytes     = format (1) | key version (4) | nonce (12) | ciphertext | tag (16)
/// associated data  = format (1) | key version (4) | binding
/// ```
///
/// Safe for any number of threads. Ciphers are reused, because making one costs three times as much
/// as sealing 200 bytes; they are kept per key (a cipher that meets its key again does not schedule
/// it again) and not per thread (a virtual thread rarely comes back).
public final class SealingKey implements AutoCloseable {
  /// The bytes that sealing adds to a value.
  public static final int OVERHEAD = 1 + 4 + Algorithms.GCM_NONCE_BYTES + Algorithms.GCM_TAG_BYTES;

  private static final byte FORMAT = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int BODY = HEADER + Algorithms.GCM_NONCE_BYTES;
  private static final int IDLE_CIPHERS_MAX = 8;

  private final int version;
  private final AesKey key;
  private final Providers providers;
  private final SecureRandom random;
  private final ArrayBlockingQueue<Cipher> idle = new ArrayBlockingQueue<>(IDLE_CIPHERS_MAX);

  /// Copies `material`; the caller wipes its own.
  SealingKey(int version, SecretBytes material, Providers providers, SecureRandom random) {
    this.version = version;
    this.key = new AesKey(material.reveal());
    this.providers = providers;
    this.random = random;
  }

  /// The version that sealed bytes carry; they open under a key of that version only.
  public int version() {
    return version;
  }

  public byte[] seal(Binding binding, SecretBytes value) {
    byte[] nonce = new byte[Algorithms.GCM_NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = new byte[OVERHEAD + value.length()];
    ByteBuffer.wrap(sealed).put(FORMAT).putInt(version).put(nonce);
    try {
      Cipher cipher = prepared(Cipher.ENCRYPT_MODE, sealed, binding);
      cipher.doFinal(value.reveal(), 0, value.length(), sealed, BODY);
      giveBack(cipher);
      return sealed;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES-GCM cannot seal", broken);
    }
  }

  /// @throws Tampered when the bytes are not what was sealed under this key for this place
  public SecretBytes open(Binding binding, byte[] sealed) {
    if (sealed.length < OVERHEAD || sealed[0] != FORMAT) {
      throw new Tampered("not sealed bytes of a known format");
    }
    if (versionOf(sealed) != version) {
      throw new Tampered("sealed under another version of the key");
    }
    try {
      Cipher cipher = prepared(Cipher.DECRYPT_MODE, sealed, binding);
      byte[] value = cipher.doFinal(sealed, BODY, sealed.length - BODY);
      giveBack(cipher);
      return SecretBytes.owning(value);
    } catch (AEADBadTagException changed) {
      throw new Tampered("sealed bytes do not belong here or were changed");
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES-GCM cannot open", broken);
    }
  }

  /// The key version that sealed bytes carry; not yet to be believed.
  ///
  /// @throws Tampered when they are too short to carry one
  public static int versionOf(byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      throw new Tampered("not sealed bytes of a known format");
    }
    return ByteBuffer.wrap(sealed).getInt(1);
  }

  /// Wipes the key; whoever uses it from now on gets an exception. The key schedules inside idle
  /// ciphers are the provider's: they are dropped here and left to the garbage collector.
  @Override
  public void close() {
    key.destroy();
    idle.clear();
  }

  /// For the test that says that ciphers are reused.
  int idleCiphers() {
    return idle.size();
  }

  private Cipher prepared(int mode, byte[] sealed, Binding binding)
      throws GeneralSecurityException {
    Cipher reused = idle.poll();
    Cipher cipher = reused == null ? providers.aesGcm() : reused;
    int tagBits = Algorithms.GCM_TAG_BYTES * Byte.SIZE;
    cipher.init(
        mode, key, new GCMParameterSpec(tagBits, sealed, HEADER, Algorithms.GCM_NONCE_BYTES));
    cipher.updateAAD(sealed, 0, HEADER);
    cipher.updateAAD(binding.encoded());
    return cipher;
  }

  /// Only after success: a cipher that threw may be in any state and is dropped.
  private void giveBack(Cipher cipher) {
    if (!key.isDestroyed()) {
      idle.offer(cipher);
    }
  }

  @Override
  public String toString() {
    return "SealingKey[version " + version + "]";
  }
}
