package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A registered application. What holds rights is its service principal, another object with
/// another id, as in Entra.
public record Application(
    AppId id,
    PrincipalId objectId,
    TenantId tenant,
    String displayName,
    Instant created,
    Traits traits)
    implements Governed {
  /// How it signs people in where no redirect URI says it.
  ///
  /// @param publicClient whether it keeps no secret when a device or a password signs somebody in
  ///   (`isFallbackPublicClient`)
  /// @param groups empty: its tokens say nothing of groups
  public record Traits(boolean publicClient, Optional<GroupClaims> groups) {
    public static final Traits NONE = new Traits(false, Optional.empty());
  }

  /// One that keeps a secret and asks for no groups.
  public Application(
      AppId id, PrincipalId objectId, TenantId tenant, String displayName, Instant created) {
    this(id, objectId, tenant, displayName, created, Traits.NONE);
  }

  Application with(String name, Traits other) {
    return new Application(id, objectId, tenant, name, created, other);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("appId", id.toString(), "displayName", displayName);
  }
}
