package dev.strongroom.identity;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whoever a role can be assigned to.
public sealed interface Principal extends Governed {
  PrincipalId id();

  TenantId tenant();

  String displayName();

  /// False ends every token of this principal at once.
  boolean enabled();

  Principal enabled(boolean flag);

  /// `principalType` of role assignments and `@odata.type` of Graph.
  String type();

  /// The client id, of those that have one.
  default Optional<AppId> clientId() {
    return switch (this) {
      case ServicePrincipal service -> Optional.of(service.app());
      case ManagedIdentity managed -> Optional.of(managed.app());
      case User _, Group _ -> Optional.empty();
    };
  }

  @Override
  default Map<String, String> facts() {
    return Map.of("id", id().toString(), "type", type(), "displayName", displayName());
  }

  /// An application in this tenant.
  record ServicePrincipal(
      PrincipalId id, TenantId tenant, String displayName, boolean enabled, AppId app)
      implements Principal {
    ServicePrincipal named(String name) {
      return new ServicePrincipal(id, tenant, name, enabled, app);
    }

    @Override
    public Principal enabled(boolean flag) {
      return new ServicePrincipal(id, tenant, displayName, flag, app);
    }

    @Override
    public String type() {
      return "ServicePrincipal";
    }
  }

  /// @param resource a user-assigned identity's own ARM id, or the id of the resource that a
  ///   system-assigned identity belongs to; the `xms_mirid` claim
  record ManagedIdentity(
      PrincipalId id,
      TenantId tenant,
      String displayName,
      boolean enabled,
      AppId app,
      ResourceId resource,
      Assigned assigned)
      implements Principal {
    public enum Assigned {
      SYSTEM,
      USER
    }

    @Override
    public Principal enabled(boolean flag) {
      return new ManagedIdentity(id, tenant, displayName, flag, app, resource, assigned);
    }

    @Override
    public String type() {
      return "ServicePrincipal";
    }
  }

  record User(
      PrincipalId id,
      TenantId tenant,
      String displayName,
      boolean enabled,
      String userPrincipalName)
      implements Principal {
    @Override
    public Principal enabled(boolean flag) {
      return new User(id, tenant, displayName, flag, userPrincipalName);
    }

    @Override
    public String type() {
      return "User";
    }

    /// Names are compared without regard to case.
    public String canonicalName() {
      return userPrincipalName.toLowerCase(Locale.ROOT);
    }
  }

  /// A disabled group gives its members nothing.
  record Group(PrincipalId id, TenantId tenant, String displayName, boolean enabled)
      implements Principal {
    @Override
    public Principal enabled(boolean flag) {
      return new Group(id, tenant, displayName, flag);
    }

    @Override
    public String type() {
      return "Group";
    }
  }
}
