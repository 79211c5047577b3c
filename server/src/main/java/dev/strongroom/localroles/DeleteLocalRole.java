package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;

/// Deletes a custom local role that nobody holds.
public record DeleteLocalRole(LocalRoles roles, VaultName hsm, RoleId id)
    implements Operation<LocalRole> {
  public static final Action ACTION = LocalActions.writes("roleDefinitions/delete/action");

  @Override
  public String name() {
    return "RoleDefinitionDelete";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return LocalRoles.definition(hsm, id);
  }

  @Override
  public LocalRole run(Work work) {
    VaultFacts facts = roles.facts(work.tx(), hsm);
    LocalRoleTable table = roles.lock(work, facts);
    LocalRole role = table.role(id).orElseThrow(LocalRoles::roleNotFound);
    if (role.builtIn()) {
      throw LocalRoles.conflict(
          "RoleDefinitionUpdateNotAllowed", "A built-in role cannot be deleted.");
    }
    if (table.assignments().stream().anyMatch(one -> one.role().equals(id))) {
      throw LocalRoles.conflict(
          "RoleDefinitionHasAssignments",
          "There are existing role assignments referencing role (code: " + id + ").");
    }
    roles.store().remove(work.tx(), work.approve(role));
    return role;
  }
}
