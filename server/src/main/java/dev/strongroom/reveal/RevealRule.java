package dev.strongroom.reveal;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// That each read of a secret needs a second person: of one secret, or of all below a scope.
///
/// @param window how long an approved read may wait
/// @param by object id of who set it
public record RevealRule(ResourceId scope, Duration window, String by, Instant at)
    implements Governed {
  public ResourceId path() {
    return scope.child("providers/Strongroom.Access/revealRules/default");
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Strongroom.Access/revealRules",
        "scope", scope.display(),
        "window", window.toString());
  }
}
