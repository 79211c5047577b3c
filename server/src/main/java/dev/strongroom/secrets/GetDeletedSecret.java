package dev.strongroom.secrets;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectPath;

/// Shows a soft-deleted secret, without its value. It is there as soon as the delete was answered;
/// Azure takes some seconds.
public record GetDeletedSecret(Secrets secrets, ObjectPath path)
    implements Operation<Found<Deleted<SecretProperties>>> {
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
  public Found<Deleted<SecretProperties>> run(Work work) {
    return secrets.life().getDeleted(work, path);
  }
}
