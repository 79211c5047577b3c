package dev.strongroom.sealing;

import dev.strongroom.kernel.Governed;
import java.time.Instant;
import java.util.Map;

/// One version of a key of the server itself, wrapped.
///
/// @param purpose one of [ServerPurposes]
public record ServerKey(String purpose, int version, byte[] wrapped, Instant createdAt)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("type", "serverKey", "purpose", purpose, "version", Integer.toString(version));
  }

  @Override
  public String toString() {
    return "ServerKey[" + purpose + " " + version + "]";
  }
}
