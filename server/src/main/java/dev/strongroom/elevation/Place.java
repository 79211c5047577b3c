package dev.strongroom.elevation;

import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.model.ResourceId;

/// Whom a schedule is about, which role, and where.
public record Place(ResourceId scope, Grant grant) {
  public boolean sameAs(Place other) {
    return scope.equals(other.scope)
        && grant.tenant().equals(other.grant.tenant())
        && grant.role().equals(other.grant.role())
        && grant.principal().equals(other.grant.principal());
  }
}
