package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;

/// Lists the versions of a key through the control plane.
public record ListKeyVersionResources(Keys keys, KeyAt at, PageRequest page)
    implements Operation<Found<Page<KeyProperties>>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return at.hsm() ? GetKeyVersionResource.OF_HSM : GetKeyVersionResource.ACTION;
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public Found<Page<KeyProperties>> run(Work work) {
    VaultFacts facts = at.require(keys, work.tx());
    keys.life().live(work.tx(), facts, at.path());
    return keys.life().listVersions(work, at.path(), page);
  }
}
