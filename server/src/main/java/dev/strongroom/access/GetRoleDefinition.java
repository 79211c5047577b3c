package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;

/// Reads one role.
public record GetRoleDefinition(AccessStore store, ResourceId scope, RoleId id)
    implements Operation<RoleDefinition> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.readDefinitions(scope);
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public RoleDefinition run(Work work) {
    return store
        .table(work.tx())
        .definition(id)
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "RoleDefinitionDoesNotExist",
                    "The specified role definition with ID '"
                        + id.toString().replace("-", "")
                        + "' does not exist.")
                .asException());
  }
}
