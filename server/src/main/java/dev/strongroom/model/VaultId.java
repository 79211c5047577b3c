package dev.strongroom.model;

import java.util.Optional;
import java.util.UUID;

/// The id of one life of a vault: a purged name that is used again gets another id. Never on the
/// wire.
public record VaultId(UUID value) {
  public static Optional<VaultId> parse(String text) {
    return Guid.parse(text).map(VaultId::new);
  }

  public static VaultId of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("not a GUID: " + text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
