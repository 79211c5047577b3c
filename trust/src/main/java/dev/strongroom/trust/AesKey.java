package dev.strongroom.trust;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/// An AES key that can be wiped while others use it: a cipher gets the whole key or an exception,
/// never zeros. (The JDK's `SecretKeySpec` cannot be wiped.)
final class AesKey implements SecretKey {
  private static final long serialVersionUID = 1L;
  private final transient byte[] bytes;
  private transient boolean wiped;

  /// An AES-256 key. Copies `material`; the caller wipes its own.
  AesKey(byte[] material) {
    this(material, Algorithms.AES_KEY_BYTES);
  }

  /// A key of `length` bytes. Copies `material`; the caller wipes its own.
  AesKey(byte[] material, int length) {
    if (material.length != length) {
      throw new IllegalArgumentException(
          "an AES-%d key has %d bytes, not %d"
              .formatted(length * Byte.SIZE, length, material.length));
    }
    bytes = material.clone();
  }

  @Override
  public String getAlgorithm() {
    return Algorithms.AES;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public synchronized byte[] getEncoded() {
    if (wiped) {
      throw new IllegalStateException("this key has been wiped");
    }
    return bytes.clone();
  }

  @Override
  public synchronized void destroy() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return wiped;
  }

  @Override
  public String toString() {
    return "AesKey[]";
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key");
  }
}
