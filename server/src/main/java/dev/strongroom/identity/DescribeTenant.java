package dev.strongroom.identity;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.TenantId;
import java.util.Optional;

/// What discovery documents need to know of a tenant: that it exists. Anyone may ask, as in Entra.
///
/// @param document the name of the document in the audit log, as `OpenIdConfiguration`
public record DescribeTenant(DirectoryStore store, String document, String segment)
    implements Operation<Optional<TenantId>> {
  @Override
  public String name() {
    return document;
  }

  @Override
  public Action action() {
    return DirectoryActions.DISCOVER;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  /// Empty where the path leaves the tenant open.
  @Override
  public Optional<TenantId> run(Work work) {
    return TenantPath.find(store.directory(work.tx()), segment).map(Tenant::id);
  }
}
