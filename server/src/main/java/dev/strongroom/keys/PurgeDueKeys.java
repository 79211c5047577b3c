package dev.strongroom.keys;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;

/// Destroys deleted keys whose retention has passed or whose purge has begun, one batch at a time;
/// purge protection does not hold them back, it only says that nobody may be earlier. The answer is
/// whether more may be due. Lets go of open keys that nobody has used for a while, too.
public record PurgeDueKeys(Keys keys) implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/purgeDueKeys/action", Effect.WRITE);

  @Override
  public String name() {
    return "KeyPurgeDue";
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
  public Boolean run(Work work) {
    keys.homes().opened().tidy();
    return keys.life().purgeDue(work);
  }
}
