package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;

/// Shows a principal its tenant's directory. As in Entra, whoever has signed in may read the
/// objects of the own tenant; no role is asked for. Whoever is let in as a stranger is no member of
/// the tenant and sees nothing. The surface must not be open to callers without a token.
///
/// @param tenant the caller's own
/// @param name what is asked, for the audit log, as `Get user`
public record BrowseDirectory(DirectoryStore store, TenantId tenant, String name)
    implements Operation<TenantDirectory> {
  @Override
  public Action action() {
    return DirectoryActions.BROWSE;
  }

  @Override
  public Target target() {
    return DirectoryActions.on("tenants/" + tenant);
  }

  @Override
  public TenantDirectory run(Work work) {
    Directory all = store.directory(work.tx());
    if (work.caller().who() instanceof Who.Principal who
        && who.foreign().isPresent()
        && all.principal(who.id()).isEmpty()) {
      throw new Problem.NotPermitted(
              "Authorization_RequestDenied",
              "Insufficient privileges to complete the operation: the directory does not know you.")
          .asException();
    }
    return TenantDirectory.of(all, tenant);
  }
}
