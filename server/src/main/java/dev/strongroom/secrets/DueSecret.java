package dev.strongroom.secrets;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.VaultId;
import java.util.Map;

/// A deleted secret whose retention has passed. `name` is canonical.
public record DueSecret(VaultId vault, String name) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("name", name);
  }

  @Override
  public String toString() {
    return vault + "/" + name;
  }
}
