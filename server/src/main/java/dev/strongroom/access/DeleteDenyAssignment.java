package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// Takes a deny assignment away. Deleting what is not there is no error: 204.
public record DeleteDenyAssignment(
    AccessStore store, DenyStore denials, TenantId tenant, ResourceId scope, AssignmentId id)
    implements Operation<Optional<DenyAssignment>> {
  private static final int NO_CONTENT = 204;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.DELETE_DENIALS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public int status(Optional<DenyAssignment> deleted) {
    return deleted.isPresent() ? OK : NO_CONTENT;
  }

  @Override
  public Optional<DenyAssignment> run(Work work) {
    Optional<DenyAssignment> found =
        store.table(work.tx()).denial(tenant, id).filter(one -> one.scope().equals(scope));
    found.ifPresent(one -> denials.remove(work.tx(), work.approve(one)));
    return found;
  }
}
