package dev.strongroom.keys;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ObjectName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The rotation policy of a key, and when the key is due next.
public record KeyRotation(ObjectName name, RotationPolicy policy, Optional<Instant> due)
    implements Governed {
  static KeyRotation of(KeyProperties latest, RotationPolicy policy) {
    return new KeyRotation(latest.name(), policy, policy.due(latest));
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", name.display());
    policy.expiry().ifPresent(span -> facts.put("rotation.expiryTime", span.text()));
    policy.afterCreate().ifPresent(span -> facts.put("rotation.timeAfterCreate", span.text()));
    policy.beforeExpiry().ifPresent(span -> facts.put("rotation.timeBeforeExpiry", span.text()));
    return facts;
  }
}
