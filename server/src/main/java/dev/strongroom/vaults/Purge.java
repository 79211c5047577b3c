package dev.strongroom.vaults;

import dev.strongroom.model.VaultName;
import java.time.Instant;

/// The purge of one life of a vault: its name and when it was deleted.
public record Purge(VaultName vault, String location, Instant deletedAt) {
  static Purge of(Vault vault) {
    return new Purge(vault.name(), vault.about().location(), vault.deletion().orElseThrow().at());
  }

  boolean isOf(Vault other) {
    return other.deletion().filter(state -> state.at().equals(deletedAt)).isPresent();
  }
}
