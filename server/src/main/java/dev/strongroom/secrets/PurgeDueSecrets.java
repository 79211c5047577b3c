package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.List;

/// Destroys deleted secrets whose retention has passed, one batch at a time; purge protection does
/// not hold them back, it only says that nobody may be earlier. The answer is whether more are due.
public record PurgeDueSecrets(Secrets secrets) implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/purgeDueSecrets/action", Effect.WRITE);

  @Override
  public String name() {
    return "SecretPurgeDue";
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
    List<DueSecret> due = secrets.store().due(work.tx(), work.now(), SecretLimits.PURGE_BATCH);
    for (DueSecret secret : due) {
      secrets.store().purge(work.tx(), work.approve(secret));
    }
    work.note("purged", String.join(" ", due.stream().map(DueSecret::toString).toList()));
    return due.size() == SecretLimits.PURGE_BATCH;
  }
}
