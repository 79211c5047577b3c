package dev.strongroom.localroles;

import dev.strongroom.kernel.Governed;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A local role.
///
/// @param hsm whose it is; empty for a role that every HSM has
public record LocalRole(
    Optional<VaultId> hsm, RoleId id, String name, String description, List<Permission> permissions)
    implements Governed {
  /// What a role grants. What one permission takes away, another may still give. `actions` are kept
  /// and answered and grant nothing: they are about managing keys through the control plane.
  public record Permission(
      List<String> actions,
      List<String> notActions,
      List<String> dataActions,
      List<String> notDataActions) {
    public Permission {
      actions = List.copyOf(actions);
      notActions = List.copyOf(notActions);
      dataActions = List.copyOf(dataActions);
      notDataActions = List.copyOf(notDataActions);
    }

    private Stream<String> granted() {
      Set<String> taken = notDataActions.stream().map(LocalRole::lower).collect(Collectors.toSet());
      return dataActions.stream().map(LocalRole::lower).filter(one -> !taken.contains(one));
    }
  }

  public LocalRole {
    permissions = List.copyOf(permissions);
  }

  public boolean builtIn() {
    return hsm.isEmpty();
  }

  /// Every data action that it grants, in lower case: there are no wildcards here.
  Set<String> granted() {
    return permissions.stream()
        .flatMap(Permission::granted)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String lower(String action) {
    return action.toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type",
        "Microsoft.KeyVault/managedHsm/roleDefinitions",
        "name",
        id.toString(),
        "roleName",
        name);
  }
}
