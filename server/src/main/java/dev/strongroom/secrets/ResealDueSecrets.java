package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import java.util.List;

/// A job: brings a batch of one re-keyed vault's old secrets under its newest key. A soft-deleted
/// vault waits until it is recovered. Answers how many it did; repeat until that is none.
public record ResealDueSecrets(Secrets secrets) implements Operation<Integer> {
  public static final Action ACTION =
      Action.control("Microsoft.KeyVault/vaults/resealDueSecrets/action", Effect.WRITE);

  @Override
  public String name() {
    return "SecretResealDue";
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
    return secrets
        .store()
        .rekeyedVault(work.tx())
        .flatMap(name -> secrets.vaults().find(work.tx(), name))
        .map(vault -> reseal(work, vault))
        .orElse(0);
  }

  private int reseal(Work work, VaultFacts vault) {
    int newest = secrets.sealing().newestVersion(work.tx(), vault.id());
    List<SealedSecret> old =
        secrets.store().sealedBefore(work.tx(), vault, newest, SecretLimits.RESEAL_BATCH);
    for (SealedSecret secret : old) {
      try (OpenedSecret opened = secrets.open(work.tx(), vault, secret)) {
        SealedSecret fresh = secrets.seal(work.tx(), vault, opened.properties(), opened.value());
        secrets.store().reseal(work.tx(), vault, work.approve(fresh));
      }
    }
    work.note("resealed", vault.name() + " " + old.size());
    return old.size();
  }
}
