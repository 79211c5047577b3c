package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// One bounded step for one managed HSM whose retention has passed, or whose purge has begun. True
/// when there may be more to do.
public record PurgeDueManagedHsms(ManagedHsms hsms) implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/managedHSMs/purgeDueHsms/action", Effect.WRITE);

  @Override
  public String name() {
    return ACTION.name();
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
    Optional<ManagedHsm> due =
        hsms.store()
            .due(work.tx(), work.now())
            .flatMap(name -> hsms.store().lock(work.tx(), name))
            .filter(hsm -> !hsm.lives());
    due.ifPresent(hsm -> {
      boolean ended = hsms.purgeStep(work, hsm);
      work.note(ended ? "purged" : "purging", hsm.about().resource().display());
    });
    return due.isPresent();
  }
}
