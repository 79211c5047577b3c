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
import dev.strongroom.trust.PrivateJwk;
import java.util.Optional;

/// Brings in a key that was made elsewhere, as a new version. Everything about it is checked, as
/// slowly as making one, so that happens where keys are made.
public record ImportKey(Keys keys, VaultName vault, ObjectName key, Arrival arrival, Making making)
    implements Operation<Found<KeyProperties>> {
  public static final Action ACTION = Keys.writes("import/action", "import");

  /// A key that arrives.
  public record Arrival(KeyType type, PrivateJwk jwk, KeySettings settings) {}

  @Override
  public String name() {
    return "KeyImport";
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
    KeyHome home = keys.home(tx, vault, arrival.type());
    return () -> making.make(keys.workshop(), home, () -> home.take(arrival.jwk()));
  }

  @Override
  public Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, vault);
    return making.store(made -> keys.add(work, facts, key, arrival.settings(), made));
  }
}
