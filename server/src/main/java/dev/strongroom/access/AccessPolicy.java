package dev.strongroom.access;

import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// One entry of a vault's access policies. With `application` it is a compound identity: it counts
/// only for `objectId` acting through that application.
public record AccessPolicy(
    TenantId tenant,
    PrincipalId objectId,
    Optional<AppId> application,
    PolicyPermissions permissions) {
  boolean sameIdentity(AccessPolicy other) {
    return tenant.equals(other.tenant)
        && objectId.equals(other.objectId)
        && application.equals(other.application);
  }

  /// Whether the caller's tenant and application are the ones the entry asks for; its object id is
  /// found by other means, because it may be a group.
  boolean holdsFor(Who.Principal who) {
    return tenant.equals(who.tenant())
        && (application.isEmpty() || application.equals(who.application()));
  }

  AccessPolicy with(PolicyPermissions others) {
    return new AccessPolicy(tenant, objectId, application, others);
  }
}
