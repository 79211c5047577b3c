package dev.strongroom.groups;

import dev.strongroom.access.Hierarchy;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A management group.
///
/// @param parent the name of another; empty for the tenant's root group
public record ManagementGroup(
    GroupId id, TenantId tenant, String displayName, Optional<GroupId> parent, Change change)
    implements Governed {
  /// @param by object id of the caller; empty for the server itself
  public record Change(int version, Instant at, String by) {}

  /// The root group of a tenant, which is there from the beginning.
  public static ManagementGroup root(TenantId tenant) {
    return new ManagementGroup(
        GroupId.rootOf(tenant),
        tenant,
        "Tenant Root Group",
        Optional.empty(),
        new Change(0, Instant.EPOCH, ""));
  }

  public ResourceId resource() {
    return Hierarchy.scopeOf(id.display());
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type",
        "Microsoft.Management/managementGroups",
        "name",
        id.display(),
        "displayName",
        displayName);
  }
}
