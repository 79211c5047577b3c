package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultName;

/// Reads a local role, built-in or custom.
public record GetLocalRole(LocalRoles roles, VaultName hsm, RoleId id)
    implements Operation<LocalRole> {
  public static final Action ACTION = LocalActions.reads("roleDefinitions/read/action");

  @Override
  public String name() {
    return "RoleDefinitionGet";
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
    return roles
        .table(work, roles.facts(work.tx(), hsm))
        .role(id)
        .orElseThrow(LocalRoles::roleNotFound);
  }
}
