package dev.strongroom.sealing;

import dev.strongroom.kernel.Governed;
import java.util.Map;

/// Which root key this database belongs to, by its check value.
public record RootMark(String rootId) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("type", "rootKey", "id", rootId);
  }
}
