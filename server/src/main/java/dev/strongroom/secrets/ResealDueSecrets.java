package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import java.util.Optional;

/// A job: brings a batch of one re-keyed vault's old secrets under its newest key. A soft-deleted
/// vault waits until it is recovered. The answer is whether there may be more.
public record ResealDueSecrets(Secrets secrets) implements Operation<Boolean> {
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
  public Boolean run(Work work) {
    Optional<VaultFacts> due =
        secrets
            .store()
            .rekeyedVault(work.tx())
            .flatMap(name -> secrets.vaults().find(work.tx(), name));
    due.ifPresent(vault -> reseal(work, vault));
    return due.isPresent();
  }

  private void reseal(Work work, VaultFacts vault) {
    int newest = secrets.sealing().newestVersion(work.tx(), vault.id());
    int done = new SecretReseal(secrets).reseal(work, vault, newest, SecretLimits.RESEAL_BATCH);
    work.note("resealed", vault.name() + " " + done);
  }
}
