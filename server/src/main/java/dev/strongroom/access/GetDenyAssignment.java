package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;

/// Reads one deny assignment at exactly this scope.
public record GetDenyAssignment(
    AccessStore store, TenantId tenant, ResourceId scope, AssignmentId id)
    implements Operation<DenyAssignment> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.READ_DENIALS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public DenyAssignment run(Work work) {
    return store
        .table(work.tx())
        .denial(tenant, id)
        .filter(found -> found.scope().equals(scope))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "DenyAssignmentNotFound", "The deny assignment '" + id + "' is not found.")
                .asException());
  }
}
