package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;

/// Brings a soft-deleted secret back with all its versions.
public record RecoverDeletedSecret(Secrets secrets, SecretPath path)
    implements Operation<Found<SecretProperties>> {
  public static final Action ACTION = Secrets.writes("recover/action", "recover");

  @Override
  public String name() {
    return "SecretRecover";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.deletedTarget();
  }

  @Override
  public Found<SecretProperties> run(Work work) {
    VaultFacts facts = secrets.vault(work, path.vault());
    SecretProperties latest = secrets.deleted(work.tx(), facts, path).properties();
    secrets.store().recover(work.tx(), facts, work.approve(latest));
    return new Found<>(facts, latest);
  }
}
