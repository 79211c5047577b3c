package dev.strongroom.keys;

import dev.strongroom.kernel.Governed;
import java.time.Instant;
import java.util.Map;

/// The label of an object in the HSM, and since when it is in the state it is in.
public record HsmLabel(String label, Instant since) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("label", label);
  }
}
