package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Shows a key and its public half; of a symmetric key no material. A disabled key is shown too:
/// `enabled` is about using it.
public record GetKey(Keys keys, ObjectPath path) implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.reads("read", "get");

  @Override
  public String name() {
    return "KeyGet";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, path.vault());
    return new Found<>(facts, keys.life().find(work.tx(), facts, path).properties());
  }
}
