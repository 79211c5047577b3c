package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;

/// Takes a local role back. The last administrator stays: nobody else could let another in.
public record DeleteLocalAssignment(
    LocalRoles roles, VaultName hsm, LocalScope scope, AssignmentId id)
    implements Operation<LocalAssignment> {
  public static final Action ACTION = LocalActions.writes("roleAssignments/delete/action");

  @Override
  public String name() {
    return "RoleAssignmentDelete";
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
    VaultFacts facts = roles.facts(work.tx(), hsm);
    LocalRoleTable table = roles.lock(work, facts);
    work.note("roleAssignment", id.toString());
    LocalAssignment old =
        table
            .assignment(id)
            .filter(one -> one.scope().equals(scope))
            .orElseThrow(LocalRoles::assignmentNotFound);
    long administrators = table.assignments().stream().filter(LocalAssignment::administers).count();
    if (old.administers() && administrators == 1) {
      throw LocalRoles.conflict(
          "LastAdministrator",
          "This is the last assignment of Managed HSM Administrator at '/'. Give the role to"
              + " somebody else first.");
    }
    roles.store().delete(work.tx(), work.approve(old));
    return old;
  }
}
