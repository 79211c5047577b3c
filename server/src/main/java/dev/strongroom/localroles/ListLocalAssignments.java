package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Optional;

/// The local assignments at a scope. As in Azure, the list at `/` also shows those at `/keys`, and
/// no list shows those of single keys but the key's own.
///
/// @param principal only those of exactly this one
public record ListLocalAssignments(
    LocalRoles roles, VaultName hsm, LocalScope scope, Optional<PrincipalId> principal)
    implements Operation<List<LocalAssignment>> {
  public static final Action ACTION = GetLocalAssignment.ACTION;

  @Override
  public String name() {
    return "RoleAssignmentList";
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
  public List<LocalAssignment> run(Work work) {
    return roles.table(work, roles.facts(work.tx(), hsm)).assignments().stream()
        .filter(this::isSeen)
        .filter(one -> principal.map(one.principal()::equals).orElse(true))
        .toList();
  }

  private boolean isSeen(LocalAssignment one) {
    boolean below = scope.equals(LocalScope.ROOT) && one.scope().equals(LocalScope.KEYS);
    return below || one.scope().equals(scope);
  }
}
