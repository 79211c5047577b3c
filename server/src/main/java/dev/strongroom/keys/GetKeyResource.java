package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;

/// Shows the latest version of a key through the control plane.
public record GetKeyResource(Keys keys, KeyAt at) implements Operation<Found<KeyResource>> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/keys/read", Effect.READ);
  public static final Action OF_HSM =
      Action.control("Microsoft.KeyVault/managedHSMs/keys/read", Effect.READ);

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
  public Found<KeyResource> run(Work work) {
    VaultFacts facts = at.require(keys, work.tx());
    KeyProperties key = keys.life().find(work.tx(), facts, at.path()).properties();
    return KeyResource.of(keys, work.tx(), facts, key);
  }
}
