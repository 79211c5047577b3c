package dev.strongroom.access;

import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Set;
import java.util.stream.Collectors;

/// A role definition made ready to judge.
///
/// @param scopes where it can be assigned, or below
record Role(RoleDefinition definition, PermissionSet permissions, Set<String> scopes) {
  static Role of(RoleDefinition definition) {
    return new Role(
        definition,
        new PermissionSet(definition.permissions()),
        definition.assignableScopes().stream()
            .map(ResourceId::canonical)
            .collect(Collectors.toUnmodifiableSet()));
  }

  boolean isFor(Hierarchy hierarchy, TenantId tenant, ResourceId scope) {
    return scopes.contains(ResourceId.ROOT.canonical())
        || hierarchy.chain(tenant, scope.canonical()).stream().anyMatch(scopes::contains);
  }
}
