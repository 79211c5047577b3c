package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;

/// Disabling ends every token of the principal at its next request, and refuses new ones. Enabling
/// lets it sign in again; tokens that have not expired work again.
public record SetPrincipalEnabled(DirectoryStore store, PrincipalId id, boolean enabled)
    implements Operation<Principal> {

  @Override
  public String name() {
    return enabled ? "Enable account" : "Disable account";
  }

  @Override
  public Action action() {
    return DirectoryActions.WRITE_PRINCIPAL;
  }

  @Override
  public Target target() {
    return DirectoryActions.on(id);
  }

  @Override
  public Principal run(Work work) {
    Principal principal =
        store
            .directory(work.tx())
            .principal(id)
            .orElseThrow(() -> DirectoryActions.notFound(id))
            .enabled(enabled);
    store.updatePrincipal(work.tx(), work.approve(principal));
    return principal;
  }
}
