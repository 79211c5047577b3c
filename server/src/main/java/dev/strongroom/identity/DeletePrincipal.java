package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;

/// Removes a principal with its credentials, memberships and application; its tokens end at their
/// next use.
public record DeletePrincipal(DirectoryStore store, PrincipalId id)
    implements Operation<Principal> {

  @Override
  public String name() {
    return "Delete principal";
  }

  @Override
  public Action action() {
    return DirectoryActions.DELETE_PRINCIPAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public Principal run(Work work) {
    Principal principal =
        store.directory(work.tx()).principal(id).orElseThrow(() -> DirectoryActions.notFound(id));
    store.deletePrincipal(work.tx(), work.approve(principal));
    return principal;
  }
}
