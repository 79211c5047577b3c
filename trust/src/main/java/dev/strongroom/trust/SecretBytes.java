package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that must not leak: they print as a length, compare in constant time, and leave only
/// through [#reveal()], whose callers are listed in `ArchitectureTest`.
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes ownership of `bytes`; the caller keeps no reference.
  public static SecretBytes owning(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  public static SecretBytes utf8(String text) {
    return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The bytes themselves, not a copy. They are zero after [#close()].
  public byte[] reveal() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /// Wipes the bytes.
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /// Every secret has the same hash, so a hash table cannot be used to learn about one.
  @Override
  public int hashCode() {
    return 1;
  }

  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + "]";
  }
}
