package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Preview;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.keys.RotationPolicy.Stamps;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Found;
import java.util.Optional;

/// Makes the first version of a key through the control plane, as templates do: with the right to
/// change the vault's keys there. A key that exists stays as it is, and is shown: deployments are
/// repeated, and must not rotate what they made.
public record PutKeyResource(Keys keys, KeyAt at, Wanted wanted, Making making)
    implements Operation<Found<KeyResource>> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/keys/write", Effect.WRITE);
  public static final Action OF_HSM =
      Action.control("Microsoft.KeyVault/managedHSMs/keys/write", Effect.WRITE);

  public record Wanted(NewKey key, Optional<RotationPolicy> rotation) {}

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
  public Runnable preparation(Preview preview) {
    VaultFacts facts = at.require(keys, preview.tx());
    if (keys.life().previous(preview.tx(), facts, at.objectName()).isPresent()) {
      return () -> {};
    }
    return new CreateKey(keys, at.vault(), at.objectName(), wanted.key(), making)
        .preparation(preview);
  }

  @Override
  public Found<KeyResource> run(Work work) {
    VaultFacts facts = at.require(keys, work.tx());
    KeyProperties key =
        keys.life().previous(work.tx(), facts, at.objectName()).orElseGet(() -> first(work, facts));
    return KeyResource.of(keys, work.tx(), facts, key);
  }

  private KeyProperties first(Work work, VaultFacts facts) {
    if (making.isEmpty()) {
      throw new Problem.Conflict(
              "Conflict", "The key was deleted while it was asked for; try again.")
          .asException();
    }
    KeyProperties made =
        making.store(ready -> keys.add(work, facts, wanted.key().settings(), ready)).what();
    wanted
        .rotation()
        .map(policy -> policy.stamped(new Stamps(Optional.of(work.now()), Optional.of(work.now()))))
        .ifPresent(policy ->
            keys.rotations().set(work.tx(), facts, work.approve(KeyRotation.of(made, policy))));
    return made;
  }
}
