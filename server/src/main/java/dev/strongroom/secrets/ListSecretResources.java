package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the secrets of a vault through the control plane; never values.
///
/// @param at the collection
public record ListSecretResources(Secrets secrets, SecretAt at, PageRequest page)
    implements Operation<Found<Page<SecretProperties>>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return GetSecretResource.ACTION;
  }

  @Override
  public Target target() {
    return new Target.Resource(at.resource());
  }

  @Override
  public Found<Page<SecretProperties>> run(Work work) {
    at.require(secrets, work);
    return secrets.life().list(work, at.vault(), page);
  }
}
