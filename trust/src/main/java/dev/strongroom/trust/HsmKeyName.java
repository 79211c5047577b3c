package dev.strongroom.trust;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Whose key an object of a token is: one version of one key of one vault. What the token shows of
/// it is a hash, the first 10 bytes of
///
/// ```
/// SHA-256 of "vault/name/version"
/// ```
///
/// as `CKA_ID`, and in hex at the end of the label, so whoever knows a key can find its object with
/// any tool, and whoever sees the objects learns no names.
public record HsmKeyName(String vault, String name, String version) {
  static final int ID_BYTES = 10;
  private static final char SEPARATOR = '/';

  public HsmKeyName {
    for (String part : new String[] {vault, name, version}) {
      if (part.isEmpty() || part.indexOf(SEPARATOR) >= 0) {
        throw new IllegalArgumentException("not a part of a key's name");
      }
    }
  }

  byte[] id() {
    byte[] text = (vault + SEPARATOR + name + SEPARATOR + version).getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Merkle.sha256().digest(text), ID_BYTES);
  }
}
