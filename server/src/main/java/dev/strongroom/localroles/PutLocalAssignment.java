package dev.strongroom.localroles;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import java.util.Optional;

/// Gives a local role to a principal at a scope. Repeating a request changes nothing.
public record PutLocalAssignment(LocalRoles roles, VaultName hsm, LocalScope scope, Wanted wanted)
    implements Operation<LocalAssignment> {
  public static final Action ACTION = LocalActions.writes("roleAssignments/write/action");

  /// Azure's limits: at `/` and `/keys` together, and for each key.
  public static final int MAX_AT_HSM = 50;

  public static final int MAX_AT_KEY = 10;
  private static final int CREATED = 201;

  public record Wanted(AssignmentId id, RoleId role, PrincipalId principal) {}

  @Override
  public String name() {
    return "RoleAssignmentCreate";
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
  public int status(LocalAssignment assignment) {
    return CREATED;
  }

  @Override
  public LocalAssignment run(Work work) {
    VaultFacts facts = roles.facts(work.tx(), hsm);
    LocalRoleTable table = roles.lock(work, facts);
    LocalAssignment proposed =
        new LocalAssignment(facts.id(), wanted.id(), scope, wanted.role(), wanted.principal());
    work.note("roleAssignment", wanted.id().toString());
    if (table.role(wanted.role()).isEmpty()) {
      throw LocalRoles.roleNotFound();
    }
    Optional<LocalAssignment> existing = table.assignment(wanted.id());
    if (existing.filter(proposed::gives).isPresent()) {
      return existing.get();
    }
    boolean given = table.assignments().stream().anyMatch(proposed::gives);
    if (existing.isPresent() || given) {
      throw LocalRoles.conflict("RoleAssignmentExists", "The role assignment already exists.");
    }
    refuseTooMany(table);
    roles.store().insert(work.tx(), work.approve(proposed));
    return proposed;
  }

  private void refuseTooMany(LocalRoleTable table) {
    long there =
        table.assignments().stream()
            .filter(one -> scope.isKey() ? one.scope().equals(scope) : !one.scope().isKey())
            .count();
    int max = scope.isKey() ? MAX_AT_KEY : MAX_AT_HSM;
    if (there >= max) {
      throw LocalRoles.conflict(
          "RoleAssignmentLimitExceeded",
          (scope.isKey() ? "A key" : "A managed HSM")
              + " has at most "
              + max
              + " role assignments of its own. Delete one, or give the role to a group.");
    }
  }
}
