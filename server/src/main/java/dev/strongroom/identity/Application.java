package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.Map;

/// A registered application. What holds rights is its service principal, another object with
/// another id, as in Entra.
public record Application(
    AppId id, PrincipalId objectId, TenantId tenant, String displayName, Instant created)
    implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("appId", id.toString(), "displayName", displayName);
  }
}
