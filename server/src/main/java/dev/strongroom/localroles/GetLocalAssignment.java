package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.VaultName;

/// Reads a local assignment at exactly its scope.
public record GetLocalAssignment(LocalRoles roles, VaultName hsm, LocalScope scope, AssignmentId id)
    implements Operation<LocalAssignment> {
  public static final Action ACTION = LocalActions.reads("roleAssignments/read/action");

  @Override
  public String name() {
    return "RoleAssignmentGet";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return LocalRoles.assignments(hsm, scope);
  }

  @Override
  public LocalAssignment run(Work work) {
    work.note("roleAssignment", id.toString());
    return roles
        .table(work, roles.facts(work.tx(), hsm))
        .assignment(id)
        .filter(one -> one.scope().equals(scope))
        .orElseThrow(LocalRoles::assignmentNotFound);
  }
}
