package dev.strongroom.secrets;

import dev.strongroom.kernel.Governed;
import java.time.Instant;
import java.util.Map;

/// A soft-deleted secret, shown by its latest version.
///
/// @param purge when the server itself will purge it
public record DeletedSecret(SecretProperties properties, Instant deleted, Instant purge)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return properties.facts();
  }
}
