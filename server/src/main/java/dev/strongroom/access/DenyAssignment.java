package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.Governed;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What some principals may not do at a scope, whatever roles they hold.
///
/// @param tenant whose principals it speaks of
public record DenyAssignment(
    AssignmentId id, TenantId tenant, ResourceId scope, Content content, Stamps stamps)
    implements Governed {
  /// @param type as the caller gave it: `User`, `Group`, `ServicePrincipal`, `SystemDefined`
  public record Subject(PrincipalId id, String type) {
    /// Azure's sign for all principals.
    public static final PrincipalId EVERYONE =
        PrincipalId.of("00000000-0000-0000-0000-000000000000");
  }

  /// Whom it binds.
  public record Whom(List<Subject> principals, List<Subject> excluded) {
    public Whom {
      principals = List.copyOf(principals);
      excluded = List.copyOf(excluded);
    }

    boolean binds(PrincipalId id, Set<PrincipalId> groups) {
      boolean named =
          names(principals, id, groups)
              || principals.stream().anyMatch(one -> one.id().equals(Subject.EVERYONE));
      return named && !names(excluded, id, groups);
    }

    private static boolean names(List<Subject> subjects, PrincipalId id, Set<PrincipalId> groups) {
      return subjects.stream().anyMatch(one -> one.id().equals(id) || groups.contains(one.id()));
    }
  }

  /// @param permissions what is denied; their actions less their not-actions
  /// @param here only at the scope itself, not below it
  /// @param condition it denies unless this is known not to be met
  public record Content(
      String name,
      String description,
      List<Permission> permissions,
      Whom whom,
      boolean here,
      Optional<RoleCondition> condition) {
    public Content {
      permissions = List.copyOf(permissions);
    }
  }

  public ResourceId path() {
    return scope.child("providers/Microsoft.Authorization/denyAssignments/" + id);
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "type", "Microsoft.Authorization/denyAssignments",
        "name", id.toString(),
        "scope", scope.display(),
        "denyAssignmentName", content.name());
  }
}
