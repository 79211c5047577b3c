package dev.strongroom.objects;

import dev.strongroom.kernel.Governed;
import dev.strongroom.sealing.Sealed;
import java.util.Map;

/// One version as it is stored: its value only sealed.
public record SealedVersion<P extends ObjectProperties>(P properties, Sealed value)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return properties.facts();
  }
}
