package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import java.util.UUID;

/// Gives the caller User Access Administrator at the root. Azure offers it to Global
/// Administrators; here it takes the action `Microsoft.Authorization/elevateAccess/action` at the
/// root, which Owner and User Access Administrator hold there. Repeating it changes nothing.
public record ElevateAccess(AccessStore store, ResourceId scope) implements Operation<Boolean> {
  private static final RoleId USER_ACCESS_ADMINISTRATOR =
      RoleId.of("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9");

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.ELEVATE;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public Boolean run(Work work) {
    if (!(work.caller().who() instanceof Who.Principal who)) {
      return false;
    }
    PrincipalType type =
        who.kind() == Caller.Kind.APP ? PrincipalType.SERVICE_PRINCIPAL : PrincipalType.USER;
    Grant grant = new Grant(who.tenant(), USER_ACCESS_ADMINISTRATOR, who.id(), type);
    if (store.table(work.tx()).twin(scope, grant, work.now()).isPresent()) {
      return false;
    }
    UUID id = new UUID(work.random().nextLong(), work.random().nextLong());
    String author = Stamps.author(work);
    RoleAssignment assignment =
        new RoleAssignment(
            new AssignmentId(id),
            scope,
            grant,
            Details.NONE,
            new Stamps(work.now(), author, work.now(), author));
    return store.insert(work.tx(), work.approve(assignment));
  }
}
