package dev.strongroom.sealing;

import java.util.Arrays;

/// A value as it may be stored.
///
/// @param keyVersion the version of the vault's key that it is sealed under
public record Sealed(int keyVersion, byte[] bytes) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed that
        && keyVersion == that.keyVersion
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Sealed[key " + keyVersion + ", " + bytes.length + " bytes]";
  }
}
