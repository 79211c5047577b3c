package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// A job: brings a batch of one re-keyed vault's old keys under its newest key. A soft-deleted
/// vault waits until it is recovered. Answers how many it did; repeat until that is none.
public record ResealDueKeys(Keys keys) implements Operation<Integer> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/resealDueKeys/action", Effect.WRITE);

  @Override
  public String name() {
    return "KeyResealDue";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Integer run(Work work) {
    return keys.life().resealDue(work);
  }
}
