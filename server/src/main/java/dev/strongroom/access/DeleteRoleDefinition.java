package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Deletes a custom role that nobody holds. Deleting what is not there is no error: 204, as in
/// Azure.
public record DeleteRoleDefinition(CustomRoles ports, TenantId tenant, ResourceId scope, RoleId id)
    implements Operation<Optional<RoleDefinition>> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.DELETE_DEFINITIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public int status(Optional<RoleDefinition> deleted) {
    return deleted.isPresent() ? OK : NO_CONTENT;
  }

  @Override
  public Optional<RoleDefinition> run(Work work) {
    RoleTable table = ports.access().table(work.tx());
    Optional<RoleDefinition> known = table.definition(tenant, id);
    known.ifPresent(role -> {
      CustomRoles.refuseBuiltIn(role);
      ports.admit(work, action(), scope, role.assignableScopes());
      if (table.isHeld(tenant, id)) {
        throw new Problem.Conflict(
                "RoleDefinitionHasAssignments",
                "There are existing role assignments referencing role. Delete them first.")
            .asException();
      }
      ports.roles().remove(work.tx(), work.approve(role));
    });
    return known;
  }
}
