package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;

/// Reads one role. Who may read definitions anywhere may read each of its tenant's by its id. At
/// the root, where everybody may ask, a role that the tenant made is shown to those who may read
/// definitions at one of its scopes.
public record GetRoleDefinition(Ports ports, TenantId tenant, ResourceId scope, RoleId id)
    implements Operation<RoleDefinition> {
  public record Ports(AccessStore store, Rights rights) {}

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
    return ports
        .store()
        .table(work.tx())
        .definition(tenant, id)
        .filter(role -> isShown(work, role))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "RoleDefinitionDoesNotExist",
                    "The specified role definition with ID '"
                        + id.toString().replace("-", "")
                        + "' does not exist.")
                .asException());
  }

  private boolean isShown(Work work, RoleDefinition role) {
    String read = AuthorizationActions.READ_DEFINITIONS.name();
    return role.builtIn()
        || !scope.equals(ResourceId.ROOT)
        || role.assignableScopes().stream()
            .anyMatch(at -> ports.rights().holds(work.tx(), work.caller(), read, at, work.now()));
  }
}
