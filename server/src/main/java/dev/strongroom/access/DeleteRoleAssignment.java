package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Takes a role away. Deleting what is not there is no error: 204, as in Azure.
public record DeleteRoleAssignment(
    PutRoleAssignment.Ports ports, TenantId tenant, ResourceId scope, AssignmentId id)
    implements Operation<Optional<RoleAssignment>> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.DELETE_ASSIGNMENTS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Traits traits(Tx tx) {
    return find(tx)
        .map(RoleAssignment::grant)
        .map(grant -> RoleAssignment.traits(grant.role(), grant.principal(), grant.type()))
        .map(Traits::ofResource)
        .orElse(Traits.NONE);
  }

  @Override
  public int status(Optional<RoleAssignment> deleted) {
    return deleted.isPresent() ? OK : NO_CONTENT;
  }

  @Override
  public Optional<RoleAssignment> run(Work work) {
    Optional<RoleAssignment> found = find(work.tx());
    found.ifPresent(assignment -> {
      ports.keepAdministrator(work, assignment);
      ports.store().delete(work.tx(), work.approve(assignment));
    });
    return found;
  }

  private Optional<RoleAssignment> find(Tx tx) {
    return ports
        .store()
        .table(tx)
        .find(tenant, id)
        .filter(assignment -> assignment.scope().equals(scope));
  }
}
