package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.Map;

/// One directory. Every principal, subscription and vault belongs to exactly one.
public record Tenant(TenantId id, String displayName, Instant created) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("tenant", id.toString(), "displayName", displayName);
  }
}
