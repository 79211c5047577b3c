package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import java.util.Map;

/// What a registered application may do for whoever signs in to it (`requiredResourceAccess`, type
/// `Scope`). Who registers it has consented for everybody.
///
/// @param resource the resource by its application id
public record Delegated(AppId application, AppId resource, AppId permission) implements Governed {
  @Override
  public Map<String, String> facts() {
    return Map.of("appId", application.toString(), "resourceAppId", resource.toString());
  }
}
