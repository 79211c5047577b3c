package dev.strongroom.vaults;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import java.util.Optional;

/// One bounded step for one vault whose retention has passed, or whose purge has begun. Purge
/// protection does not hold it back: it only says that nobody may be earlier. True when there may
/// be more to do.
public record PurgeDueVaults(Vaults vaults) implements Operation<Boolean> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/purgeDueVaults/action", Effect.WRITE);

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
    Optional<Vault> due =
        vaults
            .store()
            .due(work.tx(), work.now())
            .flatMap(name -> vaults.store().lock(work.tx(), name))
            .filter(vault -> !vault.lives());
    due.ifPresent(vault -> {
      boolean ended = vaults.purgeStep(work, vault);
      work.note(ended ? "purged" : "purging", vault.about().resource().display());
    });
    return due.isPresent();
  }
}
