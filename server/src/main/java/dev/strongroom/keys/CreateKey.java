package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Target;
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
  public Runnable preparation(Preview preview) {
    KeyHome home = keys.home(preview.tx(), vault, keys.kept(vault, wanted.type()));
    KeyPlace place = keys.place(preview, vault, key);
    KeySettings settings = wanted.settings();
    settings.release().check(settings.asked());
    KeyHome.Order order =
        new KeyHome.Order(
            wanted.spec(),
            wanted.exponent(),
            KeySettings.purpose(settings.operations(wanted.spec()), settings.release()));
    return () ->
        making.make(keys.homes().workshop(), home, place, () -> home.generate(order, place));
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, vault);
    return making.store(ready -> keys.add(work, facts, wanted.settings(), ready));
  }
}
