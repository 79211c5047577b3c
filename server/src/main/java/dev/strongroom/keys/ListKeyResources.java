package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the keys of a vault through the control plane, by their latest versions.
///
/// @param at the collection
public record ListKeyResources(Keys keys, KeyAt at, PageRequest page)
    implements Operation<Found<Page<KeyProperties>>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return at.hsm() ? GetKeyResource.OF_HSM : GetKeyResource.ACTION;
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public Found<Page<KeyProperties>> run(Work work) {
    at.require(keys, work.tx());
    return keys.life().list(work, at.vault(), page);
  }
}
