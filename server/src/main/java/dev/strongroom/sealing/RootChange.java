package dev.strongroom.sealing;

import dev.strongroom.kernel.Governed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// That the keys of this database are to be wrapped, or are wrapped, by another root key.
///
/// @param place of the seal that the new root key lies under
/// @param doneAt empty while nothing is wrapped by it
public record RootChange(
    String newId, String oldId, String place, Instant begunAt, Optional<Instant> doneAt)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("type", "rootKeyChange", "from", oldId, "to", newId);
  }
}
