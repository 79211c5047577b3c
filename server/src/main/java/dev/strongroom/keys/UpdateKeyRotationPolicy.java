package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.RotationPolicy.Stamps;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;
import java.time.Instant;
import java.util.Optional;

/// Replaces the rotation policy of a key.
public record UpdateKeyRotationPolicy(Keys keys, ObjectPath path, RotationPolicy wanted)
    implements Operation<Found<KeyRotation>> {
  public static final Action ACTION =
      Action.data(
          "Microsoft.KeyVault/vaults/keyrotationpolicies/write",
          Effect.WRITE,
          "keys/setrotationpolicy");

  @Override
  public String name() {
    return "KeyRotationPolicySet";
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
  public Found<KeyRotation> run(Work work) {
    VaultFacts facts = keys.life().vault(work, path.vault());
    KeyProperties latest = keys.life().live(work.tx(), facts, path);
    Optional<Instant> created =
        keys.rotations()
            .policy(work.tx(), facts, latest.name())
            .flatMap(old -> old.stamps().created());
    Stamps stamps = new Stamps(created.or(() -> Optional.of(work.now())), Optional.of(work.now()));
    KeyRotation rotation = KeyRotation.of(latest, wanted.stamped(stamps));
    keys.rotations().set(work.tx(), facts, work.approve(rotation));
    return new Found<>(facts, rotation);
  }
}
