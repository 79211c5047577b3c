package dev.strongroom.keys;

import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Tx;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import dev.strongroom.trust.HsmKeyPurpose;
import java.time.Instant;
import java.util.Optional;

/// How a key gets a new version of the same kind, asked for or by itself.
record Rotating(Keys keys, ObjectPath path, Making making) {
  /// Looks the key up, to make another of its kind.
  Runnable preparation(Preview preview) {
    Tx tx = preview.tx();
    VaultFacts facts =
        keys.life()
            .vaults()
            .find(tx, path.vault())
            .orElseThrow(() -> new Problem.VaultNotFound(path.vault().canonical()).asException());
    KeyProperties latest = keys.life().find(tx, facts, path).properties();
    KeyHome home = keys.home(tx, path.vault(), latest.face().type());
    KeyPlace place = keys.place(preview, path.vault(), latest.name());
    KeyHome.Order order =
        new KeyHome.Order(latest.face().spec(), Optional.empty(), purpose(latest));
    return () ->
        making.make(keys.homes().workshop(), home, place, () -> home.generate(order, place));
  }

  /// The new version is valid from now on, for as long as the policy says.
  Found<KeyProperties> run(Work work) {
    VaultFacts facts = keys.life().vault(work, path.vault());
    KeyProperties latest = keys.life().live(work.tx(), facts, path);
    return making.store(ready -> {
      if (!latest.face().spec().equals(ready.made().spec())
          || latest.face().type().hardware() != (ready.home() != keys.homes().software())
          || !ready.home().suits(ready.made(), purpose(latest))) {
        throw changed();
      }
      return keys.add(work, facts, settings(work, facts, latest), ready);
    });
  }

  private KeySettings settings(Work work, VaultFacts facts, KeyProperties latest) {
    Optional<Instant> expires =
        keys.rotations()
            .policy(work.tx(), facts, latest.name())
            .flatMap(RotationPolicy::expiry)
            .map(span -> span.after(work.now()));
    return new KeySettings(
        latest.face().type().hardware(),
        latest.operations(),
        new Attributes(true, Optional.empty(), expires),
        latest.release(),
        latest.tags());
  }

  private static HsmKeyPurpose purpose(KeyProperties latest) {
    return KeySettings.purpose(latest.operations(), latest.release());
  }

  private RuntimeException changed() {
    return new Problem.Conflict(
            "Conflict", "The key " + path.name() + " was changed while it was rotated; try again.")
        .asException();
  }
}
