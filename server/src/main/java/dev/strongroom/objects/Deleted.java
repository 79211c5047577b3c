package dev.strongroom.objects;

import dev.strongroom.kernel.Governed;
import java.time.Instant;
import java.util.Map;

/// A soft-deleted object, shown by its latest version.
///
/// @param purge when the server itself will purge it
public record Deleted<P extends ObjectProperties>(P properties, Instant deleted, Instant purge)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return properties.facts();
  }
}
