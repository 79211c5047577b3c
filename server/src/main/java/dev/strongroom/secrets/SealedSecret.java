package dev.strongroom.secrets;

import dev.strongroom.kernel.Governed;
import dev.strongroom.sealing.Sealed;
import java.util.Map;

/// One version as it is stored: its value only sealed.
public record SealedSecret(SecretProperties properties, Sealed value) implements Governed {
  @Override
  public Map<String, String> facts() {
    return properties.facts();
  }
}
