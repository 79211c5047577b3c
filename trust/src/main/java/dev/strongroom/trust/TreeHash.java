package dev.strongroom.trust;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The SHA-256 hash of a node of a Merkle tree. Not a secret: it prints as Base64.
public final class TreeHash {
  public static final int LENGTH = 32;
  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies `bytes`, which must be [#LENGTH] long.
  public static TreeHash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a tree hash has " + LENGTH + " bytes");
    }
    return new TreeHash(bytes.clone());
  }

  /// Reads the form that [#toString()] writes; empty for anything else, also for Base64 that
  /// another encoder would have written differently.
  public static Optional<TreeHash> parse(String base64) {
    return SignedNote.base64(base64).filter(bytes -> bytes.length == LENGTH).map(TreeHash::new);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// Lets [Merkle] and writers of hash files read without copying; nobody may change it.
  byte[] shared() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
