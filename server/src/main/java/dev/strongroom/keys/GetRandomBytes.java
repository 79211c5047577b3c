package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Found;
import dev.strongroom.trust.SecretBytes;

/// Random bytes from the server's own source. Azure has this for managed HSMs only.
public record GetRandomBytes(Keys keys, VaultName vault, int count)
    implements Operation<Found<SecretBytes>> {
  public static final Action ACTION =
      Action.data("Microsoft.KeyVault/vaults/rng/action", Effect.READ, "keys/get");

  public static final int MAX = 128;

  @Override
  public String name() {
    return "KeyRandomBytesGet";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return Keys.collection(vault);
  }

  @Override
  public Found<SecretBytes> run(Work work) {
    if (count < 1 || count > MAX) {
      throw new Problem.Malformed("The count must be a number from 1 to " + MAX + ".")
          .asException();
    }
    VaultFacts facts = keys.life().vault(work, vault);
    byte[] bytes = new byte[count];
    keys.random().nextBytes(bytes);
    return new Found<>(facts, SecretBytes.owning(bytes));
  }
}
