package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Found;
import java.util.Optional;

/// Makes a key, or a new version of one. The name of a soft-deleted key cannot be used until that
/// is recovered or purged.
public record CreateKey(Keys keys, VaultName vault, ObjectName key, NewKey wanted, Making making)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("create/action", "create");

  @Override
  public String name() {
    return "KeyCreate";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Keys.path(vault, key.display(), Optional.empty()).target();
  }

  @Override
  public Runnable preparation(Tx tx) {
    KeyHome home = keys.home(tx, vault, wanted.type());
    wanted.settings().operations(wanted.spec());
    return () ->
        making.make(keys.workshop(), home, () -> home.generate(wanted.spec(), wanted.exponent()));
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, vault);
    return making.store(made -> keys.add(work, facts, key, wanted.settings(), made));
  }
}
