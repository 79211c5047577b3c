package dev.strongroom.keys;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.VaultId;
import java.util.Map;

/// An object of the HSM as the database knows it before it is there.
///
/// @param label what it is called in the HSM
/// @param node who makes it
public record HsmKeyRow(String label, VaultId vault, String name, String version, String node)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("label", label, "name", name);
  }
}
