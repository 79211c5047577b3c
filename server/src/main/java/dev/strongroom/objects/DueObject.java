package dev.strongroom.objects;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.VaultId;
import java.util.Map;

/// A deleted object whose retention has passed, or whose purge was asked for. `name` is canonical.
public record DueObject(VaultId vault, String name) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("name", name);
  }

  @Override
  public String toString() {
    return vault + "/" + name;
  }
}
