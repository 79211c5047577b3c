package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The roles that there are, and where each can be given. Immutable.
final class Roles {
  private record Name(TenantId tenant, RoleId id) {}

  private final BuiltInRoles standard;
  private final Hierarchy hierarchy;
  private final Map<RoleId, Role> builtIn = new LinkedHashMap<>();
  private final Map<Name, Role> custom = new LinkedHashMap<>();

  /// @param made the role definitions that tenants made
  Roles(BuiltInRoles standard, Hierarchy hierarchy, List<RoleDefinition> made) {
    this.standard = standard;
    this.hierarchy = hierarchy;
    standard.roles().forEach(role -> builtIn.put(role.definition().id(), role));
    for (RoleDefinition role : made) {
      if (role.maker() instanceof Maker.Tenant(TenantId tenant, _)) {
        custom.put(new Name(tenant, role.id()), Role.of(role));
      }
    }
  }

  Roles with(List<RoleDefinition> made) {
    return new Roles(standard, hierarchy, made);
  }

  List<Role> builtIn() {
    return standard.roles();
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  /// Those that tenants made.
  List<RoleDefinition> made() {
    return custom.values().stream().map(Role::definition).toList();
  }

  Stream<RoleDefinition> definitions(TenantId tenant) {
    return Stream.concat(builtIn.values().stream(), custom.values().stream())
        .map(Role::definition)
        .filter(role -> role.existsIn(tenant));
  }

  Optional<Role> role(TenantId tenant, RoleId id) {
    return Optional.ofNullable(builtIn.get(id))
        .or(() -> Optional.ofNullable(custom.get(new Name(tenant, id))));
  }

  /// A role that is no longer defined, or not for that scope, grants nothing; its assignments can
  /// still be seen and deleted. So nobody's right to change a role reaches where it cannot be
  /// assigned.
  Optional<Held> held(RoleAssignment one, Optional<RoleAssignment> source, String collection) {
    TenantId tenant = one.grant().tenant();
    return role(tenant, one.grant().role())
        .filter(role -> role.isFor(hierarchy, tenant, one.scope()))
        .map(role -> new Held(one, role, Optional.of(one.path(collection).display()), source));
  }
}
