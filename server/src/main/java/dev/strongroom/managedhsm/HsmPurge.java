package dev.strongroom.managedhsm;

import dev.strongroom.model.VaultName;
import java.time.Instant;

/// The purge of one life of a managed HSM: its name and when it was deleted.
public record HsmPurge(VaultName hsm, String location, Instant deletedAt) {
  static HsmPurge of(ManagedHsm hsm) {
    return new HsmPurge(
        hsm.name(), hsm.about().location(), hsm.state().deletion().orElseThrow().at());
  }

  boolean isOf(ManagedHsm other) {
    return other.state().deletion().filter(state -> state.at().equals(deletedAt)).isPresent();
  }
}
