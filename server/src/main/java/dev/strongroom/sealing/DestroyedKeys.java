package dev.strongroom.sealing;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.VaultId;
import java.util.Map;

/// The end of every key of a vault, and so of every value in it.
public record DestroyedKeys(VaultId vault) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("type", "destroyedVaultKeys", "vault", vault.toString());
  }
}
