package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Shows when a key is rotated. Every key has a policy: one that was given none has Azure's
/// default.
public record GetKeyRotationPolicy(Keys keys, ObjectPath path)
    implements Operation<Found<KeyRotation>> {
  public static final Action ACTION =
      Action.data(
          "Microsoft.KeyVault/vaults/keyrotationpolicies/read",
          Effect.READ,
          "keys/getrotationpolicy");

  @Override
  public String name() {
    return "KeyRotationPolicyGet";
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
    KeyProperties latest = keys.life().find(work.tx(), facts, path).properties();
    RotationPolicy policy =
        keys.rotations().policy(work.tx(), facts, latest.name()).orElse(RotationPolicy.USUAL);
    return new Found<>(facts, KeyRotation.of(latest, policy));
  }
}
