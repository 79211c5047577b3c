package dev.strongroom.sealing;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.VaultId;
import java.time.Instant;
import java.util.Map;

/// One version of a vault's key, wrapped.
///
/// @param uses how often it may have sealed; never less than it did (see [UseLedger])
public record VaultKey(VaultId vault, int version, byte[] wrapped, long uses, Instant createdAt)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "vaultKey", "vault", vault.toString(), "version", Integer.toString(version));
  }

  @Override
  public String toString() {
    return "VaultKey[" + vault + " " + version + "]";
  }
}
