package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The built-in roles and the HSM's own.
///
/// @param roleName only the one of this name
public record ListLocalRoles(LocalRoles roles, VaultName hsm, Optional<String> roleName)
    implements Operation<List<LocalRole>> {
  public static final Action ACTION = GetLocalRole.ACTION;

  @Override
  public String name() {
    return "RoleDefinitionList";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return LocalRoles.definitions(hsm);
  }

  @Override
  public List<LocalRole> run(Work work) {
    LocalRoleTable table = roles.table(work, roles.facts(work.tx(), hsm));
    return Stream.concat(BuiltInLocalRoles.ALL.stream(), table.custom().stream())
        .filter(
            role -> roleName.map(wanted -> LocalRoles.sameName(wanted, role.name())).orElse(true))
        .toList();
  }
}
