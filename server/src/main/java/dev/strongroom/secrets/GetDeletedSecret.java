package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.VaultFacts;

/// Shows a soft-deleted secret, without its value. It is there as soon as the delete was answered;
/// Azure takes some seconds.
public record GetDeletedSecret(Secrets secrets, SecretPath path)
    implements Operation<Found<DeletedSecret>> {
  public static final Action ACTION = Secrets.reads("readMetadata/action", "get");

  @Override
  public String name() {
    return "SecretGetDeleted";
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
  public Found<DeletedSecret> run(Work work) {
    VaultFacts facts = secrets.vault(work, path.vault());
    DeletedSecret found =
        ObjectName.parse(path.name())
            .flatMap(name -> secrets.store().deleted(work.tx(), facts, name))
            .orElseThrow(path::deletedNotFound);
    return new Found<>(facts, found);
  }
}
