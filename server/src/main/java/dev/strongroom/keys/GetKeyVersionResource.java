package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;

/// Shows one version of a key through the control plane.
public record GetKeyVersionResource(Keys keys, KeyAt at)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/keys/versions/read", Effect.READ);
  public static final Action OF_HSM =
      Action.control("Microsoft.KeyVault/managedHSMs/keys/versions/read", Effect.READ);

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return at.hsm() ? OF_HSM : ACTION;
  }

  @Override
  public Target target() {
    return at.target();
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = at.require(keys, work.tx());
    return new Found<>(facts, keys.life().find(work.tx(), facts, at.path()).properties());
  }
}
