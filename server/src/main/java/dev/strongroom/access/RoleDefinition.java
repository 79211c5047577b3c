package dev.strongroom.access;

import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.List;
import java.util.Optional;

/// A role as clients see it.
///
/// @param builtIn `BuiltInRole` when true, else `CustomRole`
public record RoleDefinition(
    RoleId id,
    String name,
    String description,
    boolean builtIn,
    List<Permission> permissions,
    List<ResourceId> assignableScopes) {
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
  }

  public RoleDefinition {
    permissions = List.copyOf(permissions);
    assignableScopes = List.copyOf(assignableScopes);
  }
}
