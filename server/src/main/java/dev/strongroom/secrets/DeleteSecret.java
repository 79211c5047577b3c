package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.VaultFacts;
import java.time.Duration;

/// Soft-deletes a secret with all its versions. It can be recovered until its scheduled purge.
public record DeleteSecret(Secrets secrets, SecretPath path)
    implements Operation<Found<DeletedSecret>> {
  public static final Action ACTION = Secrets.writes("delete", "delete");

  @Override
  public String name() {
    return "SecretDelete";
  }

  @Override
  public Action action() {
    return ACTION;
  }

  @Override
  public Target target() {
    return path.target();
  }

  @Override
  public Found<DeletedSecret> run(Work work) {
    VaultFacts facts = secrets.vault(work, path.vault());
    DeletedSecret deleted =
        new DeletedSecret(
            secrets.live(work.tx(), facts, path),
            work.now(),
            work.now().plus(Duration.ofDays(facts.retentionDays())));
    secrets.store().delete(work.tx(), facts, work.approve(deleted));
    return new Found<>(facts, deleted);
  }
}
