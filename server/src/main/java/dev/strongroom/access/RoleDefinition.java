package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A role as clients see it.
public record RoleDefinition(
    RoleId id,
    Maker maker,
    String name,
    String description,
    List<Permission> permissions,
    List<ResourceId> assignableScopes)
    implements Governed {
  /// Who made a role.
  public sealed interface Maker {
    /// Azure: `BuiltInRole`. Every tenant has it and none can change it.
    record Azure() implements Maker {}

    /// A tenant for itself: `CustomRole`.
    record Tenant(TenantId tenant, Stamps stamps) implements Maker {}
  }

  /// What a role grants: actions without its own not-actions. `*` stands for any text.
  ///
  /// @param condition narrows the grant; built-in roles only
  public record Permission(
      List<String> actions,
      List<String> notActions,
      List<String> dataActions,
      List<String> notDataActions,
      Optional<String> condition) {
    public Permission {
      actions = List.copyOf(actions);
      notActions = List.copyOf(notActions);
      dataActions = List.copyOf(dataActions);
      notDataActions = List.copyOf(notDataActions);
    }

    /// The same grant, under one more condition.
    Permission under(String another) {
      String both = condition.map(one -> "(" + one + ") AND (" + another + ")").orElse(another);
      return new Permission(actions, notActions, dataActions, notDataActions, Optional.of(both));
    }

    /// Every action that it speaks of.
    Stream<String> mentioned() {
      return Stream.of(actions, notActions, dataActions, notDataActions).flatMap(List::stream);
    }
  }

  public RoleDefinition {
    permissions = List.copyOf(permissions);
    assignableScopes = List.copyOf(assignableScopes);
  }

  public boolean builtIn() {
    return maker instanceof Maker.Azure;
  }

  /// Whether the role can be given in a tenant.
  boolean existsIn(TenantId tenant) {
    return switch (maker) {
      case Maker.Azure() -> true;
      case Maker.Tenant own -> own.tenant().equals(tenant);
    };
  }

  public boolean grantsData() {
    return permissions.stream().anyMatch(one -> !one.dataActions().isEmpty());
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Authorization/roleDefinitions", "name", id.toString(), "roleName", name);
  }
}
