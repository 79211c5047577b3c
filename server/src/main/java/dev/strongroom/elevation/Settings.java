package dev.strongroom.elevation;

import dev.strongroom.access.RoleDefinition;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The policies of one scope: one for each role that there is.
public record Settings(Elevation elevation, TenantId tenant, ResourceId scope) {
  Stream<Policy> all(Work work) {
    Policies policies = elevation.store().policies(work.tx());
    return elevation.access().table(work.tx()).definitions(tenant).stream()
        .map(RoleDefinition::id)
        .map(role -> policies.of(new Policy.Key(tenant, scope, role)));
  }

  /// @param role shows only this one
  List<PolicyView> views(Work work, Optional<RoleId> role) {
    return all(work)
        .filter(one -> role.map(one.key().role()::equals).orElse(true))
        .map(one -> PolicyView.of(elevation, work, one))
        .toList();
  }

  Policy find(Work work, UUID name, Optional<RoleId> role) {
    return all(work)
        .filter(one -> one.key().name().equals(name))
        .filter(one -> role.map(one.key().role()::equals).orElse(true))
        .findFirst()
        .orElseThrow(() -> Refusals.notFound("roleManagementPolicy", name.toString()));
  }
}
